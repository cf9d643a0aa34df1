using System.Diagnostics;
using System.Text;
using Cortex.Secrets;
using Cortex.Secrets.Rules;
using Cortex.Secrets.Texts;

namespace Cortex.Security.Tests.Secrets;

/// <summary>Texts made to be slow or to break a reader.</summary>
public sealed class HostileTextTests
{
    public static TheoryData<string> Texts => new(Make().Select(text => text.Name));

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_hostile_text_takes_no_more_than_its_share(string name)
    {
        var text = Make().First(t => t.Name == name).Text;
        var scan = new SecretScan(SecretRules.Default);
        foreach (var path in new[] { "a.env", "a.yaml", "a.json", "a.xml", "a.cs", "a.sh" })
        {
            var watch = Stopwatch.StartNew();
            var secrets = scan.Of(text, FileNature.Of(path));
            Assert.All(secrets, secret => Assert.InRange(secret.End, secret.Start + 1, text.Length));
            // A hundred times what a text of this size usually takes, for machines that are busy.
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{name} as {path} took {watch.Elapsed}.");
        }
    }

    [Fact]
    public void Random_bytes_as_text_break_nothing()
    {
        var scan = new SecretScan(SecretRules.Default);
        var seed = 12345u;
        for (var round = 0; round < 200; round++)
        {
            var text = new StringBuilder();
            for (var i = 0; i < 2000; i++)
            {
                seed = (seed * 1664525) + 1013904223;
                text.Append((seed >> 28) switch
                {
                    0 => "password",
                    1 => "=",
                    2 => "\"",
                    3 => "\n",
                    4 => "<",
                    5 => "secret",
                    6 => ": ",
                    7 => "://",
                    8 => "\\",
                    9 => "{",
                    10 => "-----BEGIN",
                    _ => ((char)(32 + ((seed >> 8) % 300))).ToString(),
                });
            }

            foreach (var secret in scan.Of(text.ToString(), FileNature.Of("a.yaml")))
                Assert.InRange(secret.End, secret.Start + 1, text.Length);
        }
    }

    [Theory]
    [InlineData("password=")]
    [InlineData("password: \"")]
    [InlineData("<password>")]
    [InlineData("token")]
    [InlineData("\"token\"")]
    [InlineData("name: TOKEN\nvalue:")]
    [InlineData("password: string =")]
    [InlineData("set(\"password\",")]
    [InlineData("--password ")]
    [InlineData("://:@")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----")]
    [InlineData("eyJ.eyJ.")]
    [InlineData("variable \"password\" {")]
    [InlineData("password\\\"")]
    [InlineData("password[")]
    public void A_text_that_ends_in_the_middle_is_silent(string text)
    {
        foreach (var path in new[] { "a.env", "a.yaml", "a.json", "a.xml", "a.cs", "a.sh", "a.sql", "a.md", "a.tf" })
            Assert.Empty(new SecretScan(SecretRules.Default).Of(text, FileNature.Of(path)));
    }

    private static IEnumerable<(string Name, string Text)> Make()
    {
        const int Size = 300_000;
        yield return ("one long line of keywords", Repeat("password", Size));
        yield return ("many begins of keys", Repeat("-----BEGIN RSA PRIVATE KEY-----\n", Size));
        yield return ("many urls without an end", Repeat("https://a:b", Size));
        yield return ("many headers of tokens", Repeat("eyJhbGciOiJIUzI1NiJ9.", Size));
        yield return ("many connection strings", Repeat("Server=a;Password=", Size));
        yield return ("many quotes", Repeat("\"password\": \"", Size));
        yield return ("many assignments", Repeat("password = secret = token = key = ", Size));
        yield return ("many anchors", "kind: Secret\napiVersion: v1\ndata:\n" + Repeat("  a: &a [*a, *a]\n", Size));
        yield return ("deep nesting", "{\"kind\": \"Secret\", \"data\": " + Repeat("[", Size));
        yield return ("many prefixes of tokens", Repeat("ghp_sk_live_xoxb-AKIAAIzaSG.glpat-npm_", Size));
        yield return ("much white space", "password =" + Repeat(" ", Size));
        yield return ("many parts of a template", Repeat("${", Size));
        yield return ("one character", new string('A', Size));
        yield return ("sas without an end", Repeat("?sv=2020&sig=", Size));
        yield return ("context without a value", Repeat("heroku_api_key datadog aws_secret_access_key: ", Size));
    }

    private static string Repeat(string part, int size) => string.Concat(Enumerable.Repeat(part, size / part.Length));
}
