using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Kubernetes.Pods;

namespace Cortex.Security.Kubernetes.PodSecurity.Restricted;

/// <summary>Volumes that take storage straight from a vendor's driver. hostPath is forbidden one level below. An unknown source is dropped by the API server, which leaves an emptyDir.</summary>
internal static class VolumeTypes
{
    public const string Rule = "pod-security/restricted/volume-types";

    private static readonly string[] Forbidden =
    [
        "gcePersistentDisk", "awsElasticBlockStore", "gitRepo", "nfs", "iscsi", "glusterfs", "rbd", "flexVolume", "cinder", "cephfs", "flocker", "fc",
        "azureFile", "vsphereVolume", "quobyte", "azureDisk", "photonPersistentDisk", "portworxVolume", "scaleIO", "storageos",
    ];

    public static void Check(Pod pod, Report report)
    {
        foreach (var volume in Volume.Of(pod))
        {
            if (Forbidden.FirstOrDefault(type => volume.Body.Field(type) is not null) is { } type)
                report.Add(Rule, volume.Body.Field(type)!, volume.Part, $"is of type {type}: use a persistentVolumeClaim or csi, or another type that is no storage of a vendor");
        }
    }
}
