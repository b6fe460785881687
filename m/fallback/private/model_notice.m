% model_notice (NAME, MODEL)  warns once in a session that models answer instead of the compiled part.
function model_notice (name, model)
  persistent told
  if isempty (told)
    told = true;
    warning ('rome:notBuilt', ['%s: the compiled part of RoME is not built; the slow reference models (here %s), in double ', ...
                               'precision, answer in its place; to build it, %s'], name, model, how_to_build ());
  end
end
