using Cortex.Documents.Files;
using Cortex.Documents.Ignores;
using Cortex.Packages;
using Cortex.Security.Evidence;
using Cortex.Security.Scanning;

namespace Cortex.Security.Tests.Evidence;

public sealed class ImportEvidenceTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cortex-imports-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("npm", "lodash", "src/a.js", "const fp = require('lodash/fp');")]
    [InlineData("npm", "lodash", "src/a.ts", "import { merge } from \"lodash\";")]
    [InlineData("npm", "@acme/tool", "src/a.mjs", "export * from '@acme/tool/deep/er.js'")]
    [InlineData("npm", "left-pad", "src/a.tsx", "const pad = await import(`left-pad`);")]
    [InlineData("npm", "normalize.css", "src/a.js", "import 'normalize.css';")]
    [InlineData("pypi", "PyYAML", "app/load.py", "    from yaml import safe_load, load as unsafe")]
    [InlineData("pypi", "requests", "app/load.py", "import os, requests as r")]
    [InlineData("pypi", "beautifulsoup4", "app/load.py", "import bs4.element")]
    [InlineData("pypi", "google-auth", "app/load.py", "from google import auth")]
    [InlineData("pypi", "never-heard-of", "app/load.py", "import never_heard_of")]
    [InlineData("pypi", "pillow", "notes.ipynb", "    \"from PIL import Image\\n\",")]
    [InlineData("golang", "github.com/gin-gonic/gin", "main.go", "\t\"github.com/gin-gonic/gin\"")]
    [InlineData("golang", "github.com/gin-gonic/gin", "main.go", "import g \"github.com/gin-gonic/gin/binding\" // as g")]
    [InlineData("cargo", "serde-yaml", "src/main.rs", "use serde_yaml::Value;")]
    [InlineData("cargo", "time", "src/main.rs", "    let now = time::now();")]
    [InlineData("cargo", "rand", "src/main.rs", "extern crate rand;")]
    [InlineData("maven", "org.apache.logging.log4j:log4j-core", "src/main/java/A.java", "import org.apache.logging.log4j.core.Logger;")]
    [InlineData("maven", "org.yaml:snakeyaml", "src/main/kotlin/A.kt", "import org.yaml.snakeyaml.Yaml")]
    [InlineData("nuget", "Newtonsoft.Json", "A.cs", "using Newtonsoft.Json.Linq;")]
    [InlineData("nuget", "Serilog", "A.cs", "global using static Serilog.Log;")]
    [InlineData("gem", "nokogiri", "lib/a.rb", "require 'nokogiri'")]
    [InlineData("gem", "net-ssh", "lib/a.rb", "require \"net/ssh\"")]
    [InlineData("gem", "activesupport", "lib/a.rb", "require 'active_support/core_ext'")]
    [InlineData("pub", "http", "lib/a.dart", "import 'package:http/http.dart' as http;")]
    public void An_import_is_found_with_its_place(string ecosystem, string name, string file, string line)
    {
        Write(file, $"\n{line}\n");
        Assert.Equal(new ImportedBy(ImportedBy.Yes, $"{file}:2"), Of(Package(ecosystem, name)));
    }

    [Theory]
    [InlineData("npm", "lodash", "src/a.js", "import x from 'lodash-es';")]
    [InlineData("npm", "lodash", "src/a.js", "import x from './lodash';")]
    [InlineData("npm", "@acme/tool", "src/a.js", "import x from '@acme/tools';")]
    [InlineData("pypi", "requests", "a.py", "import requests_mock")]
    [InlineData("pypi", "pyyaml", "a.py", "importlib = 1")]
    [InlineData("golang", "github.com/a/b", "a.go", "\t\"github.com/a/bc\"")]
    [InlineData("cargo", "rand", "src/main.rs", "use std::collections::HashMap; // x::rand::y")]
    [InlineData("maven", "org.yaml:snakeyaml", "A.java", "import org.yaml.other.Yaml;")]
    [InlineData("gem", "nokogiri", "a.rb", "require_relative 'nokogiri'")]
    public void Another_name_is_no_import(string ecosystem, string name, string file, string line)
    {
        Write(file, line);
        Assert.Equal(new ImportedBy(ImportedBy.No), Of(Package(ecosystem, name)));
    }

    [Theory]
    [InlineData("pypi", "never-heard-of", "a.py")]
    [InlineData("maven", "org.acme:thing", "A.java")]
    [InlineData("nuget", "Some.Thing", "A.cs")]
    [InlineData("npm", "@types/node", "a.ts")]
    [InlineData("golang", "stdlib", "a.go")]
    [InlineData("hex", "plug", "a.ex")]
    [InlineData("composer", "acme/thing", "a.php")]
    public void Where_the_names_are_not_known_nothing_is_said(string ecosystem, string name, string file)
    {
        Write(file, "import nothing");
        Assert.Equal(new ImportedBy(ImportedBy.Unknown), Of(Package(ecosystem, name)));
    }

    [Fact]
    public void An_import_outside_the_folder_of_the_manifest_says_nothing()
    {
        Write("web/src/a.js", "import x from 'lodash';");
        Write("api/src/a.js", "import x from 'express';");
        Assert.Equal(ImportedBy.Yes, Of(Package("npm", "lodash", "web/package-lock.json")).Answer);
        Assert.Equal(ImportedBy.Unknown, Of(Package("npm", "lodash", "api/package-lock.json")).Answer);
    }

    [Fact]
    public void A_file_that_is_too_long_takes_the_certainty_away()
    {
        Write("bundle.js", new string('x', 1024 * 1024 + 1));
        Assert.Equal(ImportedBy.Unknown, Of(Package("npm", "lodash")).Answer);
    }

    [Fact]
    public void A_bundle_that_is_required_whole_takes_the_certainty_away()
    {
        Write("config/application.rb", "Bundler.require(*Rails.groups)");
        Assert.Equal(ImportedBy.Unknown, Of(Package("gem", "nokogiri")).Answer);
    }

    [Fact]
    public void Composers_lockfile_says_under_which_namespaces_a_package_loads()
    {
        Write("composer.lock", """
            {"packages":[{"name":"symfony/http-kernel","version":"v5.4.0","autoload":{"psr-4":{"Symfony\\Component\\HttpKernel\\":""}}},
                         {"name":"acme/unused","version":"1.0.0","autoload":{"psr-4":{"Acme\\Unused\\":"src/"}}},
                         {"name":"acme/functions","version":"1.0.0","autoload":{"psr-4":{"Acme\\Functions\\":"src/"},"files":["functions.php"]}}]}
            """);
        Write("src/A.php", "<?php\nuse Symfony\\Component\\HttpKernel\\Kernel;\n");
        Assert.Equal(new ImportedBy(ImportedBy.Yes, "src/A.php:2"), Of(Package("composer", "symfony/http-kernel", "composer.lock")));
        Assert.Equal(ImportedBy.No, Of(Package("composer", "acme/unused", "composer.lock")).Answer);
        Assert.Equal(ImportedBy.Unknown, Of(Package("composer", "acme/functions", "composer.lock")).Answer);
    }

    private ImportedBy Of(PackageOccurrence package)
    {
        var tree = SourceTree.Walk(folder, new HashSet<string>(StringComparer.Ordinal), IgnoreRules.None, TreeLimits.Default, new Detections(), default);
        var evidence = new ImportEvidence(tree, [package]);
        foreach (var file in tree.Files.Where(evidence.Wants))
            evidence.Read(file, (offset, into) => tree.Read(file, offset, into));
        return evidence.Of(package);
    }

    private static PackageOccurrence Package(string ecosystem, string name, string path = "manifest") =>
        new() { Purl = $"pkg:{ecosystem}/{name}@1", Ecosystem = ecosystem, Name = name, Version = "1", Path = path, Direct = true, Scope = "runtime" };

    private void Write(string path, string text)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
