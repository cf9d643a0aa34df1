using Cortex.Security.Dockerfiles;
using Cortex.Security.Rules;

namespace Cortex.Security.Tests.Dockerfiles;

/// <summary>Where the rules of hadolint draw their lines; also within ONBUILD, as hadolint has it.</summary>
public sealed class HadolintBehaviourTests
{
    private static readonly DockerfileDetector Detector = new(new DateOnly(2026, 1, 1));

    private static readonly Dictionary<string, string> ByCode = RulePages.All
        .Where(page => page.Id.StartsWith("dockerfile/", StringComparison.Ordinal))
        .SelectMany(page => page.Controls.Where(c => c.StartsWith("hadolint ", StringComparison.Ordinal)).Select(c => (Code: c["hadolint ".Length..], page.Id)))
        .ToDictionary(pair => pair.Code, pair => pair.Id, StringComparer.Ordinal);

    [Theory]
    [InlineData("DL3000", "WORKDIR app/src")]
    [InlineData("DL3000", "WORKDIR \"app\"")]
    [InlineData("DL3000", "WORKDIR 'app'")]
    [InlineData("DL3001", "RUN ps aux")]
    [InlineData("DL3003", "RUN make && cd /srv && make install")]
    [InlineData("DL3004", "RUN sudo apt-get update")]
    [InlineData("DL3008", "RUN apt-get -y install curl=1 wget")]
    [InlineData("DL3008", "RUN apt-get update \\\n && apt-get install -y -t stable-backports \\\n # why\n curl")]
    [InlineData("DL3009", "RUN --mount=type=cache,target=/var/cache/apt apt-get update && apt-get install -y a=1")]
    [InlineData("DL3009", "RUN rm -rf /var/lib/apt/lists/* && apt-get update")]
    [InlineData("DL3013", "RUN pip3 install flask")]
    [InlineData("DL3013", "RUN python3.12 -m pip install --index-url https://i.example flask")]
    [InlineData("DL3013", "RUN pip install git+https://github.com/a/b.git#egg=b")]
    [InlineData("DL3014", "RUN apt-get install -q curl=1")]
    [InlineData("DL3015", "RUN apt-get install -y curl=1")]
    [InlineData("DL3016", "RUN npm install express")]
    [InlineData("DL3016", "RUN npm i @scope/thing")]
    [InlineData("DL3016", "RUN npm install --registry https://r.example left@1 right")]
    [InlineData("DL3016", "RUN npm install git+https://github.com/a/b.git")]
    [InlineData("DL3018", "RUN apk add --no-cache --virtual .build gcc=1 make")]
    [InlineData("DL3019", "RUN apk add gcc=1")]
    [InlineData("DL3019", "RUN --mount=type=cache,target=/var/cache/other apk add gcc=1")]
    [InlineData("DL3020", "ADD app.zip /srv/")]
    [InlineData("DL3020", "ADD [\"app\", \"/srv/\"]")]
    [InlineData("DL3021", "COPY a b c")]
    [InlineData("DL3022", "COPY --from=build /a /b")]
    [InlineData("DL3025", "CMD run me")]
    [InlineData("DL3025", "ENTRYPOINT ['run', 'me']")]
    [InlineData("DL3027", "RUN apt install curl")]
    [InlineData("DL3028", "RUN gem install a:1 b")]
    [InlineData("DL3030", "RUN yum install httpd-2.4")]
    [InlineData("DL3032", "RUN yum clean all && yum install -y httpd-2.4")]
    [InlineData("DL3033", "RUN yum install -y rpm-sign")]
    [InlineData("DL3034", "RUN zypper install httpd=1")]
    [InlineData("DL3035", "RUN zypper -n dup")]
    [InlineData("DL3036", "RUN zypper -n in httpd=1")]
    [InlineData("DL3037", "RUN zypper -n in httpd")]
    [InlineData("DL3038", "RUN microdnf install httpd-2.4")]
    [InlineData("DL3040", "RUN dnf install -y httpd-2.4 && microdnf clean all")]
    [InlineData("DL3041", "RUN microdnf install -y rpm-sign")]
    [InlineData("DL3041", "RUN dnf module install -y nodejs")]
    [InlineData("DL3042", "RUN pip2 install a==1")]
    [InlineData("DL3042", "RUN PIP_NO_CACHE_DIR=0 pip install a==1")]
    [InlineData("DL3042", "RUN export PIP_NO_CACHE_DIR=off && pip install a==1")]
    [InlineData("DL3044", "ENV A=\"1\" B=\"$A/2\"")]
    [InlineData("DL3044", "ENV PATH=/a:${PATH} PATH=/b:${PATH}")]
    [InlineData("DL3045", "COPY a b")]
    [InlineData("DL3046", "RUN useradd --uid 1234567 app")]
    [InlineData("DL3047", "RUN wget -O a https://example.org")]
    [InlineData("DL3060", "RUN yarn install a")]
    [InlineData("DL3062", "RUN npm ci --no-audit")]
    [InlineData("DL4001", "RUN wget -q a && curl b")]
    [InlineData("DL4005", "RUN ln -sf /bin/bash /bin/sh")]
    [InlineData("DL4006", "RUN wget -qO- a | wc -l")]
    public void Is_found(string code, string text)
    {
        Assert.Contains(ByCode[code], Found(text));
        if (code is not ("DL3022" or "DL3025"))
            Assert.Contains(ByCode[code], Found("FROM debian:12.9\nONBUILD " + text));
    }

    [Theory]
    [InlineData("DL3000", "WORKDIR '/app'")]
    [InlineData("DL3000", "WORKDIR D:\\\\app")]
    [InlineData("DL3001", "RUN apt-get install top")]
    [InlineData("DL3004", "RUN apt-get install sudo")]
    [InlineData("DL3006", "ARG BASE\nFROM $BASE")]
    [InlineData("DL3006", "FROM ruby@sha256:0123")]
    [InlineData("DL3006", "FROM scratch")]
    [InlineData("DL3008", "RUN apt-get install -y git=1:2.5* ./a.deb")]
    [InlineData("DL3008", "RUN apt-get install -y -o Debug=1 git=1")]
    [InlineData("DL3009", "RUN --mount=type=cache,target=/var/lib/apt --mount=type=cache,target=/var/cache/apt apt-get update && apt-get install -y a=1")]
    [InlineData("DL3009", "FROM debian:12.9 AS a\nRUN apt-get update && apt-get install -y b=1\nFROM scratch\nCOPY --from=a /c /c")]
    [InlineData("DL3013", "RUN pip install --trusted-host h --prefix /opt a~=1 'b>=2' c==3 d.whl .")]
    [InlineData("DL3013", "RUN pip install -c https://example.org/c a")]
    [InlineData("DL3013", "RUN pip install git+https://github.com/a/b.git@1.0#egg=b")]
    [InlineData("DL3013", "RUN pipx install a && pipenv install b")]
    [InlineData("DL3014", "RUN apt-get --assume-yes install a=1")]
    [InlineData("DL3014", "RUN apt-get install -yq a=1")]
    [InlineData("DL3016", "RUN npm install --loglevel verbose a@\"1.0\" @b/c@'>=1 <2' ./d ../e ~/f /g h.tgz git://github.com/a/b.git#v1")]
    [InlineData("DL3016", "RUN npm run --crazy install")]
    [InlineData("DL3018", "RUN apk add -X https://a.example/testing -t .b c=1 d~2 e.apk")]
    [InlineData("DL3019", "RUN --mount=type=cache,target=/var/cache/apk apk add -U a=1")]
    [InlineData("DL3020", "ADD \"a.tgz\" /b/")]
    [InlineData("DL3020", "ADD http://example.org/a /b/")]
    [InlineData("DL3021", "COPY a b c/")]
    [InlineData("DL3022", "FROM a:1 AS b\nFROM c:1\nCOPY --from=0 /a /b\nCOPY --from=B /a /b")]
    [InlineData("DL3025", "CMD [ \"a\", \"b\" ]")]
    [InlineData("DL3028", "RUN gem install a:1 -- --with-b=true --c d")]
    [InlineData("DL3028", "RUN gem install a --version='1'")]
    [InlineData("DL3033", "RUN yum install -y a-1.2 b.rpm")]
    [InlineData("DL3037", "RUN zypper -n in 'a>=1' b=2")]
    [InlineData("DL3041", "RUN dnf install -y gcc-c++-1.1 \"git-${V}\" openssl-1:1.1.1k")]
    [InlineData("DL3041", "RUN notdnf install a")]
    [InlineData("DL3042", "RUN PIP_NO_CACHE_DIR=yes pip install a==1")]
    [InlineData("DL3042", "RUN export PIP_NO_CACHE_DIR=1 && pip install a==1")]
    [InlineData("DL3042", "FROM a:1 AS b\nENV PIP_NO_CACHE_DIR=on\nFROM b\nRUN pip install a==1")]
    [InlineData("DL3044", "ENV A=\"1\" B=\"$AB/$CA\"")]
    [InlineData("DL3044", "ARG A\nENV A=${A}")]
    [InlineData("DL3045", "COPY a C:\\\\b")]
    [InlineData("DL3045", "COPY a \"${B}\"")]
    [InlineData("DL3045", "FROM a:1 AS x\nWORKDIR /a\nFROM x AS y\nRUN b\nFROM y\nCOPY a b")]
    [InlineData("DL3046", "RUN useradd -u 12345 a")]
    [InlineData("DL3047", "RUN wget -nv a && wget -o l a && wget --append-output=l a")]
    [InlineData("DL3059", "RUN --mount=type=secret,id=a /a\nRUN /b")]
    [InlineData("DL3059", "RUN a && b\nRUN c")]
    [InlineData("DL3060", "FROM a:1 AS b\nRUN yarn install && yarn cache clean\nFROM b\nRUN c")]
    [InlineData("DL4001", "FROM a:1 AS b\nRUN wget -q a\nFROM c:1\nRUN curl b")]
    [InlineData("DL4006", "SHELL [\"/usr/bin/zsh\", \"-eo\", \"pipefail\", \"-c\"]\nRUN a | b")]
    [InlineData("DL4006", "SHELL [\"pwsh\", \"-c\"]\nRUN a | b")]
    [InlineData("DL4006", "RUN a || b")]
    public void Is_let_pass(string code, string text) => Assert.DoesNotContain(ByCode[code], Found(text));

    [Theory]
    [InlineData("# hadolint ignore=DL3004,DL3003\nRUN sudo true", "")]
    [InlineData("# hadolint ignore=DL3004\n# why\nRUN sudo true", "")]
    [InlineData("# hadolint ignore=DL3004\nRUN true\nWORKDIR /\nRUN sudo true", "dockerfile/sudo")]
    [InlineData("# hadolint global ignore=DL3004\nRUN true\nWORKDIR /\nRUN sudo true", "")]
    public void Comments_of_hadolint_are_heeded(string text, string rules) =>
        Assert.Equal(rules, string.Join(' ', Found("FROM debian:12.9\n" + text + "\nUSER app")));

    [Fact]
    public void Every_second_one_of_its_kind_has_a_subject_of_its_own()
    {
        var found = LookedAt.Found(Detector, "a/Dockerfile", "FROM debian:12.9 AS build\nRUN sudo a\nEXPOSE 1\nRUN true \\\n && sudo b\nFROM build\nUSER app");
        Assert.Equal(["stage build @2", "stage build #2 @5"], found.Select(d => $"{d.Subject} @{d.Line}"));
        Assert.All(found, d => Assert.EndsWith("(hadolint DL3004)", d.Title));
    }

    [Fact]
    public void The_value_of_a_secret_is_never_said()
    {
        var found = LookedAt.Found(Detector, "Dockerfile", "FROM debian:12.9\nENV A=1 \\\n  DB_PASSWORD=u8Lq3ZkVn6Rb\nARG API_KEY=u8Lq3ZkVn6Rb\nUSER app");
        Assert.Equal([("final stage DB_PASSWORD", (int?)3), ("final stage API_KEY", 4)], found.Select(d => (d.Subject, d.Line)));
        Assert.DoesNotContain(found, d => (d.Title + d.Subject).Contains("u8Lq3", StringComparison.Ordinal));
    }

    [Fact]
    public void An_end_of_life_is_judged_by_the_day_that_is_given()
    {
        Assert.Empty(Rules(new(new DateOnly(2026, 4, 30))));
        Assert.Equal(["dockerfile/end-of-life-base"], Rules(new(new DateOnly(2026, 5, 1))));

        static IEnumerable<string> Rules(DockerfileDetector detector) => LookedAt.Found(detector, "Dockerfile", "FROM node:20.18-alpine3.22\nUSER node").Select(d => d.Rule);
    }

    private static IEnumerable<string> Found(string text) => LookedAt.Found(Detector, "Dockerfile", text).Select(d => d.Rule).Distinct(StringComparer.Ordinal);
}
