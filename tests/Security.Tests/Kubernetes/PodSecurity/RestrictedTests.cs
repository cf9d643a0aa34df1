namespace Cortex.Security.Tests.Kubernetes.PodSecurity;

public sealed class RestrictedTests
{
    [Theory]
    [InlineData("allowPrivilegeEscalation: true", "allow-privilege-escalation")]
    [InlineData("allowPrivilegeEscalation: null", "allow-privilege-escalation")]
    [InlineData("allowPrivilegeEscalation: 'false'", "allow-privilege-escalation")]
    [InlineData("capabilities: {}", "capabilities")]
    [InlineData("capabilities: null", "capabilities")]
    [InlineData("capabilities: { drop: [all] }", "capabilities")]
    [InlineData("capabilities: { drop: [NET_RAW, CHOWN] }", "capabilities")]
    [InlineData("capabilities: { drop: [ALL, CHOWN] }", null)]
    [InlineData("capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] }", null)]
    [InlineData("capabilities: { drop: [ALL], add: [KILL] }", "capabilities")]
    [InlineData("runAsNonRoot: false", "run-as-non-root")]
    [InlineData("runAsNonRoot: true", null)]
    [InlineData("runAsUser: 0", "run-as-user")]
    [InlineData("runAsUser: 00", "run-as-user")]
    [InlineData("runAsUser: 1000", null)]
    [InlineData("runAsUser: null", null)]
    [InlineData("seccompProfile: { type: RuntimeDefault }", null)]
    public void Of_the_security_context_of_a_container(string context, string? rule)
    {
        Assert.Equal(Rules(rule), new RestrictedPod { OfContainer = context }.Forbidden);
        Assert.Equal(Rules(rule), new RestrictedPod { OfInit = context }.Forbidden);
    }

    [Theory]
    [InlineData("runAsNonRoot: false", "run-as-non-root")]
    [InlineData("runAsNonRoot: null", "run-as-non-root")]
    [InlineData("runAsNonRoot: 'true'", "run-as-non-root")]
    [InlineData("runAsUser: 0", "run-as-user")]
    [InlineData("runAsUser: 65534", null)]
    [InlineData("seccompProfile: null", "seccomp-profile")]
    [InlineData("seccompProfile: { type: Localhost, localhostProfile: a.json }", null)]
    public void Of_the_security_context_of_the_pod(string context, string? rule) => Assert.Equal(Rules(rule), new RestrictedPod { OfPod = context }.Forbidden);

    [Fact]
    public void What_every_container_says_for_itself_the_pod_need_not_say()
    {
        const string own = "runAsNonRoot: true, seccompProfile: { type: RuntimeDefault }";
        Assert.Empty(new RestrictedPod { OfPod = "runAsNonRoot: null, seccompProfile: null", OfContainer = own, OfInit = own }.Forbidden);
    }

    [Theory]
    [InlineData("configMap: {}")]
    [InlineData("csi: {}")]
    [InlineData("downwardAPI: {}")]
    [InlineData("emptyDir: {}")]
    [InlineData("ephemeral: {}")]
    [InlineData("image: {}")]
    [InlineData("persistentVolumeClaim: {}")]
    [InlineData("projected: {}")]
    [InlineData("secret: {}")]
    [InlineData("emptyDir:")]
    public void Volumes_that_may_be(string source) => Assert.Empty(new RestrictedPod { Spec = $"volumes: [ {{ name: a, {source} }}, {{ name: b }} ]" }.Forbidden);

    [Theory]
    [InlineData("awsElasticBlockStore")]
    [InlineData("azureDisk")]
    [InlineData("azureFile")]
    [InlineData("cephfs")]
    [InlineData("cinder")]
    [InlineData("fc")]
    [InlineData("flexVolume")]
    [InlineData("flocker")]
    [InlineData("gcePersistentDisk")]
    [InlineData("gitRepo")]
    [InlineData("glusterfs")]
    [InlineData("iscsi")]
    [InlineData("nfs")]
    [InlineData("photonPersistentDisk")]
    [InlineData("portworxVolume")]
    [InlineData("quobyte")]
    [InlineData("rbd")]
    [InlineData("scaleIO")]
    [InlineData("storageos")]
    [InlineData("vsphereVolume")]
    public void Volumes_that_may_not(string type) => Assert.Equal(["pod-security/restricted/volume-types"], new RestrictedPod { Spec = $"volumes: [ {{ name: a, {type}: {{}} }} ]" }.Forbidden);

    [Fact]
    public void Windows_is_not_asked_for_what_it_has_not()
    {
        const string nothing = "allowPrivilegeEscalation: null, capabilities: null";
        var pod = new RestrictedPod { Spec = "os: { name: windows }", OfPod = "seccompProfile: null", OfContainer = nothing, OfInit = nothing };
        Assert.Empty(pod.Forbidden);
        Assert.Equal(["pod-security/restricted/run-as-non-root"], (pod with { OfPod = "seccompProfile: null, runAsNonRoot: null" }).Forbidden);
        Assert.Equal(["pod-security/baseline/capabilities"], (pod with { OfContainer = "capabilities: { add: [SYS_TIME] }" }).Forbidden);
        Assert.NotEmpty((pod with { Spec = "os: { name: linux }" }).Forbidden);
    }

    [Fact]
    public void With_a_user_namespace_root_may_be()
    {
        var pod = new RestrictedPod { Spec = "hostUsers: false", OfPod = "runAsNonRoot: false, runAsUser: 0", OfContainer = "runAsUser: 0" };
        Assert.Empty(pod.Forbidden);
        Assert.Equal(["pod-security/restricted/run-as-non-root", "pod-security/restricted/run-as-user"], (pod with { Spec = "hostUsers: true" }).Forbidden);
    }

    [Fact]
    public void An_unmasked_proc_is_forbidden_by_baseline_and_in_a_user_namespace_by_restricted_alone()
    {
        var pod = new RestrictedPod { OfContainer = "procMount: Unmasked" };
        Assert.Equal(["pod-security/baseline/proc-mount"], pod.Forbidden);
        Assert.Equal(["pod-security/restricted/proc-mount"], (pod with { Spec = "hostUsers: false" }).Forbidden);
    }

    private static string[] Rules(string? rule) => rule is null ? [] : ["pod-security/restricted/" + rule];
}
