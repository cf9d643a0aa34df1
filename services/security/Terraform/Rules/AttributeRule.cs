namespace Cortex.Security.Terraform.Rules;

/// <summary>An attribute that is wrong by its value, or by not being there.</summary>
/// <param name="Rule">The rule's page.</param>
/// <param name="Type">Of the resource.</param>
/// <param name="Path">The attribute, with the blocks it stands in before it.</param>
/// <param name="Says">What is wrong and what to write instead.</param>
/// <param name="Bad">The values that are wrong.</param>
internal sealed record AttributeRule(string Rule, string Type, string Path, string Says, params string[] Bad)
{
    /// <summary>It is wrong too when it is not there, unless one of these is.</summary>
    public string[]? WhenAbsent { get; init; }
}
