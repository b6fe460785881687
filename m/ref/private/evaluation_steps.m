% STEPS = evaluation_steps (POSITION, FREQS, ANGLE, C, S)  what an evaluation held on its way.
%
% Struct of doubles: position (S-by-A) and freqs (1-by-DIM/2) as the evaluation rounded
% them, angle (S-by-DIM/2) as it went into the cosine, cos and sin as they came out,
% before the table was stored.  rope_blame splits the error along these steps.

function steps = evaluation_steps (position, freqs, angle, c, s)

  steps = struct ('position', double (position), 'freqs', double (freqs), ...
                  'angle', double (angle), 'cos', double (c), 'sin', double (s));

end
