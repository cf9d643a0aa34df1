namespace Cortex.Secrets.Assignments;

/// <summary>A name and the value that is given to it, by their places in a text.</summary>
internal readonly record struct Assignment(Range Name, Range Value, bool Quoted);
