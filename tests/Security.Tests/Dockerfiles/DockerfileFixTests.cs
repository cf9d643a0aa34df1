using Cortex.Security.Dockerfiles;
using Cortex.Security.Dockerfiles.Fixes;

namespace Cortex.Security.Tests.Dockerfiles;

public sealed class DockerfileFixTests
{
    private static readonly DockerfileDetector Detector = new(new DateOnly(2026, 1, 1));

    [Theory]
    [InlineData("add-instead-of-copy", "ADD . /source", "COPY . /source")]
    [InlineData("add-instead-of-copy", "  add  --chown=a b   /c/", "  copy  --chown=a b   /c/")]
    [InlineData("maintainer-deprecated", "MAINTAINER office@example.org", "LABEL org.opencontainers.image.authors=\"office@example.org\"")]
    [InlineData("maintainer-deprecated", "MAINTAINER \"The Office\"", "LABEL org.opencontainers.image.authors=\"The Office\"")]
    [InlineData("shell-form-command", "CMD postfix start-fg", "CMD [\"postfix\", \"start-fg\"]")]
    [InlineData("shell-form-command", "CMD nginx -g 'daemon off'", "CMD [\"nginx\", \"-g\", \"daemon off\"]")]
    [InlineData("shell-form-command", "ENTRYPOINT exec /start.sh", "ENTRYPOINT [\"/start.sh\"]")]
    [InlineData("copy-needs-slash", "COPY a b /c", "COPY a b /c/")]
    [InlineData("apt-instead-of-apt-get", "RUN apt update && apt-get install -y a=1", "RUN apt-get update && apt-get install -y a=1")]
    [InlineData("apt-install-without-yes", "RUN apt-get install a=1", "RUN apt-get install -y a=1")]
    [InlineData("apt-recommends", "RUN apt-get -y install \\\n    a=1 \\\n    b=2", "RUN apt-get -y install --no-install-recommends \\\n    a=1 \\\n    b=2")]
    [InlineData("apt-recommends", "RUN true && \\\n  # why\n  apt-get install -y a=1", "RUN true && \\\n  # why\n  apt-get install --no-install-recommends -y a=1")]
    [InlineData("apt-recommends", "RUN apt-get update && apt-get install -y a=1 && rm -rf /var/lib/apt/lists/*", "RUN apt-get update && apt-get install --no-install-recommends -y a=1 && rm -rf /var/lib/apt/lists/*")]
    [InlineData("apt-install-without-yes", "RUN apt-get install -qy a=1 && apt-get install b=1", "RUN apt-get install -qy a=1 && apt-get install -y b=1")]
    [InlineData("pip-cache-kept", "RUN pip install --no-cache-dir a==1 && pip install b==1", "RUN pip install --no-cache-dir a==1 && pip install --no-cache-dir b==1")]
    [InlineData("apt-lists-kept", "RUN apt-get update && apt-get install -y a=1", "RUN apt-get update && apt-get install -y a=1 && rm -rf /var/lib/apt/lists/*")]
    [InlineData("apt-lists-kept", "RUN apt-get update \\\n && apt-get install -y \\\n    a=1  ", "RUN apt-get update \\\n && apt-get install -y \\\n    a=1 && rm -rf /var/lib/apt/lists/*  ")]
    [InlineData("apk-cache-kept", "RUN apk add a=1", "RUN apk add --no-cache a=1")]
    [InlineData("pip-cache-kept", "RUN pip install a==1", "RUN pip install --no-cache-dir a==1")]
    [InlineData("pip-cache-kept", "RUN python3 -m pip install -r r.txt", "RUN python3 -m pip install --no-cache-dir -r r.txt")]
    [InlineData("yarn-cache-kept", "RUN yarn install --frozen-lockfile", "RUN yarn install --frozen-lockfile && yarn cache clean")]
    [InlineData("yum-cache-kept", "RUN yum install -y a-1", "RUN yum install -y a-1 && yum clean all")]
    [InlineData("dnf-cache-kept", "RUN microdnf install -y a-1", "RUN microdnf install -y a-1 && microdnf clean all")]
    [InlineData("zypper-cache-kept", "RUN zypper -n in a=1", "RUN zypper -n in a=1 && zypper clean")]
    [InlineData("yum-install-without-yes", "RUN yum install a-1", "RUN yum install -y a-1")]
    [InlineData("dnf-install-without-yes", "RUN dnf install a-1", "RUN dnf install -y a-1")]
    [InlineData("zypper-install-without-yes", "RUN zypper in a=1", "RUN zypper in -y a=1")]
    [InlineData("wget-progress", "RUN wget https://a.example/b", "RUN wget --progress=dot:giga https://a.example/b")]
    [InlineData("useradd-high-uid", "RUN useradd -u 1234567 a", "RUN useradd --no-log-init -u 1234567 a")]
    public void Only_what_must_change_does_and_nothing_new_is_wrong(string rule, string before, string after)
    {
        foreach (var newLine in (string[])["\n", "\r\n"])
        {
            var (wrong, right) = (Whole(before, newLine), Whole(after, newLine));
            var found = Assert.Single(LookedAt.Found(Detector, "Dockerfile", wrong), d => d.Rule == "dockerfile/" + rule);
            Assert.Equal(right, DockerfileFixes.Fix(wrong, found.Rule, found.Line!.Value));
            var left = LookedAt.Found(Detector, "Dockerfile", right).Select(d => d.Rule).ToList();
            Assert.DoesNotContain(found.Rule, left);
            Assert.Empty(left.Except(LookedAt.Found(Detector, "Dockerfile", wrong).Select(d => d.Rule), StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("add-instead-of-copy", "ADD a b.tgz /c/")]
    [InlineData("add-instead-of-copy", "ADD a* /c/")]
    [InlineData("shell-form-command", "CMD a && b")]
    [InlineData("shell-form-command", "CMD node $APP")]
    [InlineData("shell-form-command", "CMD A=1 b")]
    [InlineData("shell-form-command", "CMD cd /a")]
    [InlineData("shell-form-command", "ENTRYPOINT a\nCMD [\"b\"]")]
    [InlineData("apt-lists-kept", "RUN apt-get update")]
    [InlineData("apt-lists-kept", "RUN apt-get update; apt-get install -y a=1")]
    [InlineData("apt-lists-kept", "RUN apt-get update && apt-get install -y a=1 || true")]
    [InlineData("apt-recommends", "RUN <<EOF\nset -e\napt-get install -y a=1\nEOF")]
    [InlineData("apt-recommends", "RUN bash -c \"apt-get install -y \\\"a=1\\\"\"")]
    [InlineData("maintainer-deprecated", "MAINTAINER \"A\" <a@example.org> \"B\"")]
    [InlineData("pip-cache-kept", "RUN [\"pip\", \"install\", \"a==1\"]")]
    [InlineData("sudo", "RUN sudo a")]
    public void Where_no_answer_is_safe_there_is_none(string rule, string instruction)
    {
        var text = Whole(instruction, "\n");
        var found = LookedAt.Found(Detector, "Dockerfile", text).First(d => d.Rule == "dockerfile/" + rule);
        var after = DockerfileFixes.Fix(text, found.Rule, found.Line!.Value);
        Assert.True(after is null || !LookedAt.Found(Detector, "Dockerfile", after).Any(d => d.Rule == found.Rule), after);
        if (!instruction.Contains("bash -c", StringComparison.Ordinal))
            Assert.Null(after);
    }

    [Fact]
    public void Every_fix_is_of_a_rule_that_has_a_page() =>
        Assert.All(DockerfileFixes.Rules, rule => Assert.NotNull(Cortex.Security.Rules.RulePages.Find(rule)));

    [Fact]
    public void A_byte_order_mark_stays() =>
        Assert.Equal("\uFEFFFROM a:1\nRUN apk add --no-cache b=1", DockerfileFixes.Fix("\uFEFFFROM a:1\nRUN apk add b=1", "dockerfile/apk-cache-kept", 2));

    private static string Whole(string instruction, string newLine) => ("# made by hand\nFROM debian:12.9\n" + instruction + "\nUSER app\n").ReplaceLineEndings(newLine);
}
