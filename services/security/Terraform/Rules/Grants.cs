namespace Cortex.Security.Terraform.Rules;

/// <summary>Roles that may do everything.</summary>
internal static class Grants
{
    private const string Rule = "iam-wildcard";

    public static void Look(ResourceLook look)
    {
        switch (look.Type)
        {
            case "aws_iam_role_policy_attachment" or "aws_iam_user_policy_attachment" or "aws_iam_group_policy_attachment" or "aws_iam_policy_attachment":
                if (look.Value(look.Block, "policy_arn") is { Text: { } arn } policy && arn.EndsWith(":aws:policy/AdministratorAccess", StringComparison.Ordinal))
                    look.Report(Rule, policy, look.Block.Attributes["policy_arn"].Line, "AdministratorAccess allows every action on everything; attach a policy with the actions that are needed.");
                break;
            case "google_project_iam_member" or "google_project_iam_binding" or "google_folder_iam_member" or "google_organization_iam_member":
                if (look.Value(look.Block, "role") is { Text: "roles/owner" or "roles/editor" } role)
                    look.Report(Rule, role, look.Block.Attributes["role"].Line, $"{role.Text} may change nearly everything; grant the roles that are needed.");
                break;
            case "google_storage_bucket_iam_binding":
                if (look.Value(look.Block, "members") is { } members && members.Items.FirstOrDefault(m => m?.Text is "allUsers" or "allAuthenticatedUsers") is { } everybody)
                    look.Report("public-bucket", everybody, look.Block.Attributes["members"].Line, "Everybody has the role on the bucket; name who needs it.");
                break;
            case "azurerm_role_definition":
                foreach (var permissions in ResourceLook.Blocks(look.Block, "permissions"))
                {
                    if (look.Value(permissions, "actions") is { } actions && actions.Items.FirstOrDefault(a => a?.Text == "*") is { } every)
                        look.Report(Rule, every, permissions.Attributes["actions"].Line, "The role allows every action; name the actions that are needed.");
                }

                break;
        }
    }
}
