% TEXT = study_html (TEXT)  text made safe for HTML, attributes included.

function text = study_html (text)

  text = strrep (text, '&', '&amp;');
  text = strrep (text, '<', '&lt;');
  text = strrep (text, '>', '&gt;');
  text = strrep (text, '"', '&quot;');

end
