using Cortex.Security.Dockerfiles.Stages;

namespace Cortex.Security.Terraform.Rules;

/// <summary>Passwords that stand in the file. Values are never said.</summary>
internal static class WrittenSecrets
{
    private static readonly string[] Names = ["password", "master_password", "admin_password", "administrator_login_password", "administrator_password", "root_password", "auth_token", "secret_string", "secret_data", "client_secret", "api_key", "master_user_password"];

    public static void Look(ResourceLook look)
    {
        if (look.Block.Type != "resource")
            return;
        foreach (var name in Names)
        {
            // What comes from elsewhere is judged where it is written.
            if (look.Value(look.Block, name) is { Text: { } text, Origin: null } && look.Block.Attributes[name].Literal is not null && SecretNames.IsLiteral(text))
                look.Report("secret-in-resource", null, look.Block.Attributes[name].Line, $"{name} is written out; take it from a variable marked sensitive or from a secret store, and replace it.", name);
        }
    }
}
