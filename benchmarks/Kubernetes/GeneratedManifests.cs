using System.Text;

namespace Cortex.Benchmarks.Kubernetes;

/// <summary>
/// Files as repositories have them: a Deployment, a Service, a service account with its role, a ConfigMap and a network policy in each, of which a
/// part is hardened. The same number gives the same files.
/// </summary>
internal static class GeneratedManifests
{
    public static long Write(string folder, int files)
    {
        var bytes = 0L;
        for (var i = 0; i < files; i++)
        {
            var path = Path.Combine(folder, $"team-{i % 20}", $"service-{i}.yaml");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var text = File(i);
            System.IO.File.WriteAllText(path, text);
            bytes += text.Length;
        }

        return bytes;
    }

    private static string File(int i)
    {
        var name = $"service-{i}";
        var text = new StringBuilder();
        text.Append($$"""
            apiVersion: v1
            kind: ServiceAccount
            metadata:
              name: {{name}}
              namespace: team-{{i % 20}}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: {{name}}
              namespace: team-{{i % 20}}
              labels:
                app.kubernetes.io/name: {{name}}
                app.kubernetes.io/part-of: shop
            spec:
              replicas: {{1 + (i % 4)}}
              selector:
                matchLabels:
                  app.kubernetes.io/name: {{name}}
              template:
                metadata:
                  labels:
                    app.kubernetes.io/name: {{name}}
                  annotations:
                    prometheus.io/scrape: "true"
                    prometheus.io/port: "8080"
                spec:
                  serviceAccountName: {{name}}
                  containers:

            """);
        Container(text, "app", i);
        if (i % 3 == 0)
            Container(text, "proxy", i + 1);
        text.Append($$"""
                  volumes:
                    - name: tmp
                      emptyDir: {}
                    - name: config
                      configMap:
                        name: {{name}}
            ---
            apiVersion: v1
            kind: Service
            metadata:
              name: {{name}}
              namespace: team-{{i % 20}}
            spec:
              type: {{(i % 10 == 0 ? "NodePort" : "ClusterIP")}}
              selector:
                app.kubernetes.io/name: {{name}}
              ports:
                - name: http
                  port: 80
                  targetPort: 8080
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: {{name}}
              namespace: team-{{i % 20}}
            data:
              settings.yaml: |
                log:
                  level: info
                  format: json
                database:
                  host: orders-db
                  pool: 20
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata:
              name: {{name}}
              namespace: team-{{i % 20}}
            rules:
              - apiGroups: [""]
                resources: [{{(i % 7 == 0 ? "secrets" : "configmaps")}}]
                verbs: [get, list, watch]

            """);
        if (i % 2 == 0)
        {
            text.Append($$"""
                ---
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata:
                  name: {{name}}
                  namespace: team-{{i % 20}}
                spec:
                  podSelector:
                    matchLabels:
                      app.kubernetes.io/name: {{name}}
                  policyTypes: [Ingress]
                  ingress:
                    - from:
                        - podSelector: {}
                      ports:
                        - port: 8080

                """);
        }

        return text.ToString();
    }

    private static void Container(StringBuilder text, string name, int i)
    {
        text.Append($$"""
                    - name: {{name}}
                      image: registry.example.com/shop/{{name}}-{{i % 50}}:{{(i % 9 == 0 ? "latest" : $"1.{i % 30}.{i % 7}")}}
                      args: ["--listen", "0.0.0.0:8080", "--config", "/etc/{{name}}/settings.yaml"]
                      env:
                        - name: LOG_LEVEL
                          value: info
                        - name: DATABASE_PASSWORD
                          valueFrom:
                            secretKeyRef:
                              name: {{name}}
                              key: password
                      ports:
                        - name: http
                          containerPort: 8080
                      readinessProbe:
                        httpGet: { path: /ready, port: http }
                        periodSeconds: 10
                      livenessProbe:
                        httpGet: { path: /alive, port: http }
                      resources:
                        requests: { cpu: 50m, memory: 64Mi }
                        limits: { memory: 128Mi }
                      volumeMounts:
                        - { name: tmp, mountPath: /tmp }
                        - { name: config, mountPath: /etc/{{name}} }

            """);
        if (i % 2 != 0)
            return;
        text.Append("""
                      securityContext:
                        runAsNonRoot: true
                        allowPrivilegeEscalation: false
                        readOnlyRootFilesystem: true
                        seccompProfile:
                          type: RuntimeDefault
                        capabilities:
                          drop: [ALL]

            """);
    }
}
