using Cortex.Security.Dockerfiles.Stages;

namespace Cortex.Security.Tests.Dockerfiles;

public sealed class SecretNamesTests
{
    [Theory]
    [InlineData("DB_PASSWORD", true)]
    [InlineData("Authentication__ApiKey", true)]
    [InlineData("Auth__clientSecret", true)]
    [InlineData("SMTP_PASS", true)]
    [InlineData("SECRET_KEY_BASE", true)]
    [InlineData("AWS_SECRET_ACCESS_KEY", true)]
    [InlineData("STRIPE_API_KEY", true)]
    [InlineData("GITHUB_TOKEN", true)]
    [InlineData("AWS_ACCESS_KEY_ID", false)]
    [InlineData("PASS_THROUGH_HOSTS", false)]
    [InlineData("PWD", false)]
    [InlineData("DB_PASSWORD_FILE", false)]
    [InlineData("TOKEN_URL", false)]
    [InlineData("PASSWORD_MIN_LENGTH", false)]
    [InlineData("PUBLIC_KEY", false)]
    [InlineData("SORT_KEY", false)]
    [InlineData("TOKENIZERS_PARALLELISM", false)]
    public void Names_of_secrets_are_told_from_others(string name, bool isSecret) => Assert.Equal(isSecret, SecretNames.IsSecret(name));

    [Theory]
    [InlineData("u8Lq3ZkVn6Rb", true)]
    [InlineData("correct horse battery", true)]
    [InlineData("changeme", false)]
    [InlineData("${SECRET}", false)]
    [InlineData("$SECRET", false)]
    [InlineData("<your key>", false)]
    [InlineData("postgres", false)]
    [InlineData("/run/secrets/db", false)]
    [InlineData("https://id.example.org", false)]
    [InlineData("3600", false)]
    [InlineData("aaaaaaaa", false)]
    [InlineData("true", false)]
    [InlineData("", false)]
    public void Values_that_stand_for_something_else_are_no_secrets(string value, bool isLiteral) => Assert.Equal(isLiteral, SecretNames.IsLiteral(value));
}
