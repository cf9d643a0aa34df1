namespace Cortex.Security.ComposeFiles;

/// <summary>What takes the walls between container and host away.</summary>
internal static class Isolation
{
    private static readonly HashSet<string> Dangerous = new(StringComparer.OrdinalIgnoreCase)
    {
        "ALL", "SYS_ADMIN", "NET_ADMIN", "SYS_PTRACE", "SYS_MODULE", "SYS_RAWIO", "SYS_BOOT", "SYS_TIME", "SYSLOG", "DAC_READ_SEARCH", "MAC_ADMIN", "MAC_OVERRIDE", "BPF", "PERFMON", "AUDIT_CONTROL", "LINUX_IMMUTABLE",
    };

    private static readonly (string Key, string Rule, string What)[] Namespaces =
    [
        ("network_mode", "host-network", "network: it reaches what listens on the host only for the host, and hears what is meant for others; use a network of the project and publish the ports"),
        ("pid", "host-pid", "processes: it sees and can end those of the host"),
        ("ipc", "host-ipc", "shared memory: it reads and changes that of the host's processes"),
        ("uts", "host-uts", "name: it can rename the host"),
        ("userns_mode", "host-userns", "users: root in it is root on the host"),
    ];

    public static void Look(ServiceLook look)
    {
        var (service, own) = (look.Service, look.Service.Own);
        if (service.IsTrue(own["privileged"]))
            look.Report("privileged", own["privileged"]!.Line, "The service is privileged, with all capabilities and devices of the host; leave 'privileged' out and add the one capability or device that is needed.");
        if (service.IsTrue(own["build"]?["privileged"]))
            look.Report("privileged", own["build"]!["privileged"]!.Line, "The build of the service is privileged; leave 'privileged' out.", "build");
        foreach (var (key, rule, what) in Namespaces)
        {
            if (service.Text(own[key]) == "host")
                look.Report(rule, own[key]!.Line, $"The service shares the host's {what}. Leave '{key}: host' out.");
        }

        foreach (var capability in own["cap_add"]?.Items ?? [])
        {
            var name = service.Text(capability) is { } text && text.StartsWith("CAP_", StringComparison.OrdinalIgnoreCase) ? text[4..] : service.Text(capability);
            if (name is not null && Dangerous.Contains(name))
                look.Report("added-capabilities", capability.Line, $"The service has the capability {name.ToUpperInvariant()}, which can break out of the container; take it out of 'cap_add'.", name.ToUpperInvariant());
        }

        foreach (var option in own["security_opt"]?.Items ?? [])
        {
            var text = service.Text(option)?.Replace('=', ':').Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
            if (text is "seccomp:unconfined" or "apparmor:unconfined" or "label:disable" or "label:type:spc_t" or "systempaths:unconfined")
                look.Report("security-profile-off", option.Line, $"The service runs without {text.Split(':')[0]}; take '{option.Text}' out.", text.Split(':')[0]);
            if (text is "no-new-privileges:false")
                look.Report("new-privileges", option.Line, "Programs of the service may gain privileges; write no-new-privileges:true.");
        }

        if (service.Text(own["user"])?.Split(':')[0] is "root" or "0")
            look.Report("user-root", own["user"]!.Line, "The service runs as root; name a user that is not.");
        foreach (var device in own["devices"]?.Items ?? [])
        {
            var path = (service.Text(device) ?? service.Text(device["source"]))?.Split(':')[0];
            if (path is not null && IsSensitive(path))
                look.Report("host-device", device.Line, $"The service reads and writes {path} of the host, past every right to files; take it out of 'devices'.", path);
        }
    }

    /// <summary>Disks, memory and ports, or all of them; a camera or a graphics card is what devices are for.</summary>
    private static bool IsSensitive(string path)
    {
        var name = path.TrimEnd('/');
        return name is "/dev" or "/dev/mem" or "/dev/kmem" or "/dev/port" or "/dev/kmsg"
            || name.StartsWith("/dev/mapper/", StringComparison.Ordinal) || name.StartsWith("/dev/nvme", StringComparison.Ordinal)
            || (name.Length >= 8 && name[..7] is "/dev/sd" or "/dev/vd" or "/dev/xvd" or "/dev/dm" && char.IsAsciiLetterLower(name[7]));
    }
}
