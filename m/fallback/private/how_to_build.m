% TEXT = how_to_build ()  one clause that says how the compiled part is built here.
function text = how_to_build ()
  root = fileparts (fileparts (fileparts (fileparts (mfilename ('fullpath')))));
  text = ['run rome_make, then rome_setup (in ', root, ')'];
  if exist ('OCTAVE_VERSION', 'builtin')
    text = ['run make in ', root, ', then rome_setup'];
  end
end
