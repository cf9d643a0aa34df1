using Cortex.Documents.Hcl;

namespace Cortex.Security.Terraform.Rules;

/// <summary>Policies of AWS that allow everything, or everybody.</summary>
internal static class Policies
{
    private static readonly HashSet<string> Identity = new(StringComparer.Ordinal) { "aws_iam_policy", "aws_iam_role_policy", "aws_iam_user_policy", "aws_iam_group_policy", "aws_ssoadmin_permission_set_inline_policy" };

    private static readonly HashSet<string> OfResources = new(StringComparer.Ordinal)
    {
        "aws_s3_bucket_policy", "aws_sqs_queue_policy", "aws_sqs_queue", "aws_sns_topic_policy", "aws_sns_topic", "aws_ecr_repository_policy", "aws_kms_key", "aws_secretsmanager_secret_policy", "aws_efs_file_system_policy",
        "aws_glacier_vault", "aws_backup_vault_policy",
    };

    public static void Look(ResourceLook look)
    {
        var attribute = look.Type == "aws_ssoadmin_permission_set_inline_policy" ? "inline_policy" : "policy";
        if (Identity.Contains(look.Type) || OfResources.Contains(look.Type))
            Document(look, look.Block, attribute);
        foreach (var inline in look.Type == "aws_iam_role" ? ResourceLook.Blocks(look.Block, "inline_policy") : [])
            Document(look, inline, "policy");
        if (look.Type == "data.aws_iam_policy_document")
            Statements(look);
        if (look.Type == "aws_lambda_permission" && look.Value(look.Block, "principal") is { Text: "*" } principal && !look.Block.Attributes.ContainsKey("source_account") && !look.Block.Attributes.ContainsKey("principal_org_id"))
            look.Report("public-resource-policy", principal, look.Block.Attributes["principal"].Line, "Everybody may call the function; name the principal that needs it.");
    }

    private static void Document(ResourceLook look, HclBlock block, string attribute)
    {
        if (!block.Attributes.TryGetValue(attribute, out var written))
            return;
        var policy = look.Value(block, attribute);
        foreach (var statement in PolicyDocument.Statements(policy).Where(s => s.Allows))
        {
            if (!OfResources.Contains(look.Type) && statement.Actions.Contains("*", StringComparer.Ordinal) && statement.Resources.Contains("*", StringComparer.Ordinal))
                look.Report("iam-wildcard", policy, written.Line, "The policy allows every action on everything; name the actions and resources that are needed.");
            if (OfResources.Contains(look.Type) && statement.Principals.Contains("*", StringComparer.Ordinal) && !statement.HasCondition)
                look.Report("public-resource-policy", policy, written.Line, "The policy lets everybody in; name the principals that need it, or add a condition.");
        }
    }

    /// <summary>A document without principals is for identities, one with them for resources.</summary>
    private static void Statements(ResourceLook look)
    {
        foreach (var statement in ResourceLook.Blocks(look.Block, "statement"))
        {
            if (look.Value(statement, "effect")?.Text is "Deny" || (statement.Attributes.ContainsKey("effect") && look.Value(statement, "effect") is null))
                continue;
            var principals = ResourceLook.Blocks(statement, "principals").ToList();
            var isForAll = PolicyDocument.Texts(look.Value(statement, "actions")).Contains("*", StringComparer.Ordinal) && PolicyDocument.Texts(look.Value(statement, "resources")).Contains("*", StringComparer.Ordinal);
            if (principals.Count == 0 && isForAll && !ResourceLook.Blocks(statement, "condition").Any())
                look.Report("iam-wildcard", null, statement.Attributes["actions"].Line, "The policy allows every action on everything; name the actions and resources that are needed.");
            if (principals.Find(p => look.Value(p, "type")?.Text is "*" or "AWS" && PolicyDocument.Texts(look.Value(p, "identifiers")).Contains("*", StringComparer.Ordinal)) is { } open && !ResourceLook.Blocks(statement, "condition").Any())
                look.Report("public-resource-policy", null, open.Line, "The policy lets everybody in; name the principals that need it, or add a condition.");
        }
    }
}
