% run_one (file) - runs the %! tests of one file and prints 'COUNTS passed failed skipped'.
function run_one (file)
  % what tests draw goes nowhere
  set (0, 'defaultfigurevisible', 'off');
  [n, nmax, nxfail, ~, nskip, nrtskip] = test (file, 'quiet', stdout ());
  skipped = nskip + nrtskip;
  % a test that names a bug and fails has failed
  fprintf ('\nCOUNTS %d %d %d\n', n, nmax - n - nxfail, skipped);
end
