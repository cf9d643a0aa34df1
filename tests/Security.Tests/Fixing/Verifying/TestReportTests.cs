using Cortex.Security.Fixing.Relocking;
using Cortex.Security.Fixing.Verifying.Reports;

namespace Cortex.Security.Tests.Fixing.Verifying;

/// <summary>Reports as the runners write them, kept in Verifying/Output.</summary>
public sealed class TestReportTests
{
    [Theory]
    [InlineData("node-tap.txt", 6, 0, 0, "")]
    [InlineData("node-tap-red.txt", 2, 1, 1, "a cart costs the sum of its lines")]
    [InlineData("node-empty.txt", 0, 0, 0, "")]
    [InlineData("node-spec.txt", 2, 1, 0, "two carts become one")]
    [InlineData("jest.txt", 4, 1, 1, "cart › adds lines")]
    [InlineData("vitest.txt", 3, 1, 0, "test/cart.test.ts > cart > adds lines")]
    [InlineData("mocha.txt", 2, 1, 1, "adds lines")]
    [InlineData("tap.txt", 2, 1, 1, "it prints")]
    [InlineData("pytest.txt", 3, 1, 1, "tests/test_model.py::test_learns")]
    [InlineData("rspec.txt", 2, 1, 0, "./spec/invoice_spec.rb:12")]
    [InlineData("minitest.txt", 4, 1, 0, "")]
    public void What_a_script_prints_is_counted(string file, int passed, int failed, int skipped, string failure)
    {
        var counts = new ScriptOutput().Read(Printed(file), "")!;
        Assert.Equal((passed, failed, skipped), (counts.Passed, counts.Failed, counts.Skipped));
        Assert.Equal(failure.Length > 0 ? [failure] : [], counts.Failures);
    }

    [Fact]
    public void Output_without_any_report_counts_nothing() => Assert.Null(new ScriptOutput().Read(Printed("none.txt"), ""));

    [Fact]
    public void Cargos_programs_are_summed()
    {
        var counts = new CargoOutput().Read(Printed("cargo.txt"), "")!;
        Assert.Equal((3, 1, 1), (counts.Passed, counts.Failed, counts.Skipped));
        Assert.Equal(["tests::wraps"], counts.Failures);
    }

    [Fact]
    public void Gos_events_count_each_test_once()
    {
        var counts = new GoTestOutput().Read(Printed("go.txt"), "")!;
        Assert.Equal((2, 1, 1), (counts.Passed, counts.Failed, counts.Skipped));
        Assert.Equal(["example.org/stock/levels.TestRefuses"], counts.Failures);
    }

    [Theory]
    [InlineData("*.trx", 2, 1, 1, "Shop.Tests.CartTests.A_cart_costs_the_sum")]
    [InlineData("TEST-*.xml", 1, 1, 1, "shop.PriceListTest.reads")]
    public void Reports_in_files_are_read(string pattern, int passed, int failed, int skipped, string failure)
    {
        var counts = new ResultFiles(pattern).Read(Printed("none.txt"), Path.Combine(AppContext.BaseDirectory, "Fixing", "Verifying", "Output"))!;
        Assert.Equal((passed, failed, skipped), (counts.Passed, counts.Failed, counts.Skipped));
        Assert.Equal([failure], counts.Failures);
    }

    [Fact]
    public void A_report_of_an_earlier_run_is_removed_first()
    {
        var folder = Directory.CreateTempSubdirectory("cortex-reports-").FullName;
        File.WriteAllText(Path.Combine(folder, "old.trx"), "<TestRun/>");
        var report = new ResultFiles("*.trx");
        report.Prepare(folder);
        Assert.Null(report.Read(Printed("none.txt"), folder));
        Directory.Delete(folder, recursive: true);
    }

    private static ToolResult Printed(string file) =>
        new(new(["npm", "test"], ""), 0, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixing", "Verifying", "Output", file)), null, TimeSpan.Zero);
}
