% OPT = plot_options (FNAME, DEFAULTS, ARGS)  the options of a figure: DEFAULTS with 'parent' and 'title'.

function opt = plot_options (fname, defaults, args)

  defaults.parent = [];
  defaults.title = '';
  opt = rome_options (fname, defaults, args);
  rome_need (ischar (opt.title), 'badValue', '%s: TITLE must be text, got %s', fname, class (opt.title));

end
