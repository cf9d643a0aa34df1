namespace Cortex.Security.Tests.Kubernetes.PodSecurity;

public sealed class BaselineTests
{
    [Fact]
    public void The_pod_that_the_others_are_made_of_passes() => Assert.Empty(new RestrictedPod().Forbidden);

    [Theory]
    [InlineData("hostNetwork: true", "host-namespaces")]
    [InlineData("hostPID: true", "host-namespaces")]
    [InlineData("hostIPC: yes", "host-namespaces")]
    [InlineData("hostPID: false, hostIPC: null, hostNetwork:", null)]
    [InlineData("hostPID: 'true'", null)]
    [InlineData("volumes: [ { name: a, hostPath: { path: /a } } ]", "host-path-volumes")]
    [InlineData("volumes: [ { name: a, hostPath: {} } ]", "host-path-volumes")]
    [InlineData("volumes: [ { name: a, hostPath: null, emptyDir: {} } ]", null)]
    public void Of_the_pod_itself(string spec, string? rule) => Assert.Equal(Rules(rule), new RestrictedPod { Spec = spec }.Forbidden);

    [Theory]
    [InlineData("appArmorProfile: { type: Unconfined }", "app-armor")]
    [InlineData("appArmorProfile: { type: Localhost, localhostProfile: web }", null)]
    [InlineData("appArmorProfile: {}", "app-armor")]
    [InlineData("seLinuxOptions: { type: spc_t }", "se-linux")]
    [InlineData("seLinuxOptions: { type: container_engine_t }", null)]
    [InlineData("seLinuxOptions: { type: container_init_t, level: 's0:c1,c2' }", null)]
    [InlineData("seLinuxOptions: { user: system_u }", "se-linux")]
    [InlineData("seLinuxOptions: { role: system_r }", "se-linux")]
    [InlineData("seLinuxOptions: { user: '', role: '', type: '' }", null)]
    [InlineData("seLinuxOptions: {}", null)]
    [InlineData("sysctls: [ { name: kernel.msgmax, value: '1' } ]", "sysctls")]
    [InlineData("sysctls: [ { name: net.ipv4.tcp_rmem, value: 4096 }, { name: net.ipv4.ip_local_reserved_ports, value: 1024 } ]", null)]
    [InlineData("sysctls: [ { name: net.ipv4.tcp_syncookies, value: 0 }, { name: net.core.somaxconn, value: 1024 } ]", "sysctls")]
    [InlineData("windowsOptions: { hostProcess: true }", "host-process")]
    [InlineData("windowsOptions: { hostProcess: false }", null)]
    [InlineData("windowsOptions: {}", null)]
    public void Of_the_security_context_of_the_pod(string context, string? rule) => Assert.Equal(Rules(rule), new RestrictedPod { OfPod = context }.Forbidden);

    [Theory]
    [InlineData("privileged: true", "privileged")]
    [InlineData("privileged: false", null)]
    [InlineData("privileged: null", null)]
    [InlineData("capabilities: { drop: [ALL], add: [NET_RAW] }", "capabilities")]
    [InlineData("capabilities: { drop: [ALL], add: [SYS_ADMIN, NET_BIND_SERVICE] }", "capabilities")]
    [InlineData("capabilities: { drop: [ALL], add: [net_bind_service] }", "capabilities")]
    [InlineData("capabilities: { drop: [ALL], add: [CAP_NET_BIND_SERVICE] }", "capabilities")]
    [InlineData("appArmorProfile: { type: Unconfined }", "app-armor")]
    [InlineData("appArmorProfile: { type: RuntimeDefault }", null)]
    [InlineData("seLinuxOptions: { type: container_kvm_t }", null)]
    [InlineData("seLinuxOptions: { type: unconfined_t }", "se-linux")]
    [InlineData("procMount: Unmasked", "proc-mount")]
    [InlineData("procMount: Default", null)]
    [InlineData("procMount: null", null)]
    [InlineData("seccompProfile: { type: Unconfined }", "seccomp-profile")]
    [InlineData("seccompProfile: {}", "seccomp-profile")]
    [InlineData("seccompProfile: { type: Localhost, localhostProfile: web.json }", null)]
    [InlineData("windowsOptions: { hostProcess: true }", "host-process")]
    public void Of_the_security_context_of_a_container(string context, string? rule)
    {
        Assert.Equal(Rules(rule), new RestrictedPod { OfContainer = context }.Forbidden);
        Assert.Equal(Rules(rule), new RestrictedPod { OfInit = context }.Forbidden);
        var ephemeral = $"ephemeralContainers: [ {{ name: debug, image: debug, securityContext: {{ allowPrivilegeEscalation: false, capabilities: {{ drop: [ALL] }}, {context} }} }} ]";
        Assert.Equal(Rules(rule), new RestrictedPod { Spec = ephemeral }.Forbidden);
    }

    [Theory]
    [InlineData("ports: [ { containerPort: 80, hostPort: 80 } ]", "host-ports")]
    [InlineData("ports: [ { containerPort: 80, hostPort: 0 }, { containerPort: 81 } ]", null)]
    [InlineData("livenessProbe: { httpGet: { host: 127.0.0.1, port: 80 } }", "host-probes")]
    [InlineData("readinessProbe: { tcpSocket: { host: ::1, port: 80 } }", "host-probes")]
    [InlineData("startupProbe: { httpGet: { host: example.com, port: 80 } }", "host-probes")]
    [InlineData("lifecycle: { postStart: { httpGet: { host: example.com, port: 80 } } }", "host-probes")]
    [InlineData("lifecycle: { preStop: { tcpSocket: { host: example.com, port: 80 } } }", "host-probes")]
    [InlineData("livenessProbe: { httpGet: { host: '', port: 80, httpHeaders: [ { name: Host, value: example.com } ] } }", null)]
    [InlineData("livenessProbe: { exec: { command: [true] } }, readinessProbe: { grpc: { port: 80 } }", null)]
    public void Of_a_container(string fields, string? rule) => Assert.Equal(Rules(rule), new RestrictedPod { Container = fields }.Forbidden);

    [Theory]
    [InlineData("container.apparmor.security.beta.kubernetes.io/web: unconfined", "app-armor")]
    [InlineData("container.apparmor.security.beta.kubernetes.io/any: other", "app-armor")]
    [InlineData("container.apparmor.security.beta.kubernetes.io/web: runtime/default", null)]
    [InlineData("container.apparmor.security.beta.kubernetes.io/web: localhost/web", null)]
    [InlineData("container.apparmor.security.beta.kubernetes.io/web: ''", null)]
    [InlineData("seccomp.security.alpha.kubernetes.io/pod: unconfined", "seccomp-profile")]
    [InlineData("seccomp.security.alpha.kubernetes.io/pod: docker/default", null)]
    [InlineData("container.seccomp.security.alpha.kubernetes.io/init: unconfined", "seccomp-profile")]
    [InlineData("container.seccomp.security.alpha.kubernetes.io/nobody: unconfined", null)]
    [InlineData("container.seccomp.security.alpha.kubernetes.io/web: localhost/web.json", null)]
    public void Of_an_annotation(string annotation, string? rule) => Assert.Equal(Rules(rule), new RestrictedPod { Annotations = annotation }.Forbidden);

    [Fact]
    public void A_capability_that_leads_out_of_the_container_is_more_severe_than_others()
    {
        Contracts.Findings.Severity? Of(string capability) => Checkout.Scan(new RestrictedPod { OfContainer = $"capabilities: {{ drop: [ALL], add: [{capability}] }}" }.Yaml).Of("pod-security/baseline/capabilities").Single().Severity;
        Assert.Equal(Contracts.Findings.Severity.High, Of("SYS_ADMIN"));
        Assert.Null(Of("NET_RAW"));
    }

    private static string[] Rules(string? rule) => rule is null ? [] : ["pod-security/baseline/" + rule];
}
