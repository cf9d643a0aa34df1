using Cortex.Packages.Fuzz;

return args switch
{
    ["list"] => Commands.List(),
    ["seeds", var target, var folder] => Commands.Seeds(target, folder),
    ["replay", var target, .. { Length: > 0 } inputs] => Commands.Replay(target, inputs),
    ["libfuzzer", var target] => Commands.LibFuzzer(target),
    ["afl", var target] => Commands.Afl(target),
    _ => Commands.Usage(),
};
