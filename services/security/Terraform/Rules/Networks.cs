using System.Globalization;
using Cortex.Documents.Hcl;
using Cortex.Security.Terraform.Values;

namespace Cortex.Security.Terraform.Rules;

/// <summary>Ports that are for administration or data, open to everybody.</summary>
internal static class Networks
{
    private const string Rule = "open-to-the-world";

    private static readonly SortedDictionary<int, string> Ports = new()
    {
        [22] = "SSH",
        [23] = "Telnet",
        [135] = "RPC",
        [445] = "SMB",
        [1433] = "SQL Server",
        [1521] = "Oracle",
        [2375] = "the Docker API",
        [2379] = "etcd",
        [3306] = "MySQL",
        [3389] = "RDP",
        [5432] = "PostgreSQL",
        [5900] = "VNC",
        [5985] = "WinRM",
        [6379] = "Redis",
        [6443] = "Kubernetes",
        [9042] = "Cassandra",
        [9200] = "Elasticsearch",
        [10250] = "the kubelet",
        [11211] = "Memcached",
        [27017] = "MongoDB",
    };

    private static readonly string[] Everybody = ["0.0.0.0/0", "::/0", "*", "Internet", "internet", "Any", "any", "0.0.0.0"];

    public static void Look(ResourceLook look)
    {
        switch (look.Type)
        {
            case "aws_security_group" or "aws_default_security_group":
                foreach (var ingress in ResourceLook.Blocks(look.Block, "ingress"))
                    Aws(look, ingress, "cidr_blocks", "ipv6_cidr_blocks", "protocol");
                break;
            case "aws_security_group_rule" when look.Value(look.Block, "type")?.Text == "ingress":
                Aws(look, look.Block, "cidr_blocks", "ipv6_cidr_blocks", "protocol");
                break;
            case "aws_vpc_security_group_ingress_rule":
                Aws(look, look.Block, "cidr_ipv4", "cidr_ipv6", "ip_protocol");
                break;
            case "google_compute_firewall" when look.Value(look.Block, "direction")?.Text != "EGRESS":
                foreach (var allow in ResourceLook.Blocks(look.Block, "allow"))
                    Judge(look, look.Block, ["source_ranges"], Ranges(look.Value(allow, "ports"), look.Value(allow, "protocol")?.Text is "all" or "tcp" && !allow.Attributes.ContainsKey("ports")));
                break;
            case "azurerm_network_security_rule":
                Azure(look, look.Block);
                break;
            case "azurerm_network_security_group":
                foreach (var rule in ResourceLook.Blocks(look.Block, "security_rule"))
                    Azure(look, rule);
                break;
        }
    }

    private static void Aws(ResourceLook look, HclBlock block, string cidr4, string cidr6, string protocolName)
    {
        var protocol = look.Value(block, protocolName)?.Text;
        if (protocol is "icmp" or "icmpv6" or "1" or "58")
            return;
        var all = protocol is "-1" or "all";
        if (all || (Number(look.Value(block, "from_port")) is { } from && Number(look.Value(block, "to_port")) is { } to))
            Judge(look, block, [cidr4, cidr6], all ? [(0, 65535)] : [(Number(look.Value(block, "from_port"))!.Value, Number(look.Value(block, "to_port"))!.Value)]);
    }

    private static void Azure(ResourceLook look, HclBlock block)
    {
        if (look.Value(block, "access")?.Text is not ("Allow" or "allow") || look.Value(block, "direction")?.Text is not ("Inbound" or "inbound"))
            return;
        var one = look.Value(block, "destination_port_range");
        Judge(look, block, ["source_address_prefix", "source_address_prefixes"], [.. Ranges(one, one?.Text == "*"), .. Ranges(look.Value(block, "destination_port_ranges"), false)]);
    }

    private static void Judge(ResourceLook look, HclBlock block, string[] sources, IReadOnlyList<(int From, int To)> ranges)
    {
        var port = ranges.SelectMany(range => Ports.Where(p => p.Key >= range.From && p.Key <= range.To)).Select(p => (KeyValuePair<int, string>?)p).FirstOrDefault();
        if (port is not { } known)
            return;
        foreach (var attribute in sources)
        {
            if (look.Value(block, attribute)?.Items.FirstOrDefault(item => Everybody.Contains(item?.Text, StringComparer.Ordinal)) is not { } open)
                continue;
            var what = ranges.Any(range => range.To - range.From > 1000) ? "All or most ports are" : $"Port {known.Key} ({known.Value}) is";
            look.Report(Rule, open, block.Attributes[attribute].Line, $"{what} open to {open.Text}; name the networks that need it.", ranges.Any(range => range.To - range.From > 1000) ? null : $"port {known.Key}");
        }
    }

    private static List<(int From, int To)> Ranges(TerraformValue? ports, bool all)
    {
        if (all)
            return [(0, 65535)];
        var ranges = new List<(int, int)>();
        foreach (var text in (ports?.Items ?? []).Select(item => item?.Text).OfType<string>())
        {
            var parts = text.Split('-');
            if (text == "*")
                ranges.Add((0, 65535));
            else if (Parse(parts[0]) is { } from && Parse(parts[^1]) is { } to)
                ranges.Add((from, to));
        }

        return ranges;
    }

    private static int? Number(TerraformValue? value) => Parse(value?.Text);

    private static int? Parse(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
