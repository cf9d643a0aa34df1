namespace Cortex.Security.Terraform.Rules;

/// <summary>What can be told from one attribute, with the defaults of the providers.</summary>
internal static class AttributeRules
{
    private const string Encrypt = "unencrypted-storage";
    private const string Open = "publicly-accessible-database";
    private const string Transport = "insecure-transport";
    private const string Bucket = "public-bucket";

    private static readonly string[] Restored = ["snapshot_identifier", "replicate_source_db", "replication_source_identifier", "global_cluster_identifier", "snapshot_id", "restore_to_point_in_time"];

    public static ILookup<string, AttributeRule> ByType { get; } = All().ToLookup(rule => rule.Type, StringComparer.Ordinal);

    private static IEnumerable<AttributeRule> All() =>
    [
        .. BlockPublicAccess(),
        new(Bucket, "aws_s3_bucket_acl", "acl", "everybody may read the bucket; write acl = \"private\".", "public-read", "public-read-write"),
        new(Bucket, "aws_s3_bucket", "acl", "everybody may read the bucket; write acl = \"private\".", "public-read", "public-read-write"),
        new(Bucket, "azurerm_storage_container", "container_access_type", "everybody may read the container; write \"private\".", "blob", "container"),
        new(Bucket, "azurerm_storage_account", "allow_nested_items_to_be_public", "containers of the account may be made public; write false.", "true"),
        new(Bucket, "azurerm_storage_account", "allow_blob_public_access", "containers of the account may be made public; write false.", "true"),
        new(Bucket, "google_storage_bucket_iam_member", "member", "everybody has the role on the bucket; name who needs it.", "allUsers", "allAuthenticatedUsers"),
        new(Bucket, "google_storage_bucket_access_control", "entity", "everybody has the right on the bucket; name who needs it.", "allUsers", "allAuthenticatedUsers"),
        .. new[] { "aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster" }.Select(type =>
            new AttributeRule(Encrypt, type, "storage_encrypted", "the storage is not encrypted; write storage_encrypted = true.", "false") { WhenAbsent = Restored }),
        new(Encrypt, "aws_ebs_volume", "encrypted", "the volume is not encrypted; write encrypted = true.", "false") { WhenAbsent = Restored },
        new(Encrypt, "aws_efs_file_system", "encrypted", "the file system is not encrypted; write encrypted = true.", "false") { WhenAbsent = [] },
        new(Encrypt, "aws_redshift_cluster", "encrypted", "the storage is not encrypted; write encrypted = true.", "false"),
        new(Encrypt, "aws_elasticache_replication_group", "at_rest_encryption_enabled", "the storage is not encrypted; write at_rest_encryption_enabled = true.", "false") { WhenAbsent = Restored },
        new(Encrypt, "aws_opensearch_domain", "encrypt_at_rest.enabled", "the storage is not encrypted; write enabled = true.", "false"),
        new(Encrypt, "aws_elasticsearch_domain", "encrypt_at_rest.enabled", "the storage is not encrypted; write enabled = true.", "false"),
        new(Encrypt, "aws_kinesis_stream", "encryption_type", "the stream is not encrypted; write encryption_type = \"KMS\".", "NONE"),
        new(Encrypt, "aws_instance", "root_block_device.encrypted", "the root volume is not encrypted; write encrypted = true.", "false"),
        new(Encrypt, "aws_instance", "ebs_block_device.encrypted", "the volume is not encrypted; write encrypted = true.", "false"),
        new(Encrypt, "aws_launch_template", "block_device_mappings.ebs.encrypted", "the volume is not encrypted; write encrypted = true.", "false"),
        new(Open, "aws_db_instance", "publicly_accessible", "the database has an address in the internet; write publicly_accessible = false.", "true"),
        new(Open, "aws_rds_cluster_instance", "publicly_accessible", "the database has an address in the internet; write publicly_accessible = false.", "true"),
        new(Open, "aws_redshift_cluster", "publicly_accessible", "the database has an address in the internet; write publicly_accessible = false.", "true"),
        new(Open, "google_sql_database_instance", "settings.ip_configuration.authorized_networks.value", "the database answers everybody; name the networks that need it.", "0.0.0.0/0", "::/0"),
        new(Open, "azurerm_postgresql_flexible_server", "public_network_access_enabled", "the database has an address in the internet; write false.", "true"),
        new(Open, "azurerm_mssql_server", "public_network_access_enabled", "the database has an address in the internet; write false.", "true"),
        new(Open, "azurerm_mysql_server", "public_network_access_enabled", "the database has an address in the internet; write false.", "true"),
        new(Open, "azurerm_postgresql_server", "public_network_access_enabled", "the database has an address in the internet; write false.", "true"),
        .. new[] { "aws_instance", "aws_launch_template" }.Select(type =>
            new AttributeRule("instance-metadata-v1", type, "metadata_options.http_tokens", "the machine's credentials can be read through a request that somebody else makes it send; write http_tokens = \"required\".", "optional")),
        new(Transport, "azurerm_storage_account", "https_traffic_only_enabled", "the account answers without TLS; write true.", "false"),
        new(Transport, "azurerm_storage_account", "enable_https_traffic_only", "the account answers without TLS; write true.", "false"),
        new(Transport, "azurerm_storage_account", "min_tls_version", "the account takes a version of TLS that is broken; write \"TLS1_2\".", "TLS1_0", "TLS1_1"),
        new(Transport, "azurerm_linux_web_app", "https_only", "the application answers without TLS; write https_only = true.", "false"),
        new(Transport, "azurerm_windows_web_app", "https_only", "the application answers without TLS; write https_only = true.", "false"),
        new(Transport, "aws_cloudfront_distribution", "default_cache_behavior.viewer_protocol_policy", "the distribution answers without TLS; write \"redirect-to-https\".", "allow-all"),
        new(Transport, "aws_elasticache_replication_group", "transit_encryption_enabled", "the cache is spoken to without TLS; write true.", "false"),
        new(Transport, "google_sql_database_instance", "settings.ip_configuration.require_ssl", "the database is spoken to without TLS; write true.", "false"),
        new(Transport, "google_sql_database_instance", "settings.ip_configuration.ssl_mode", "the database is spoken to without TLS; write \"ENCRYPTED_ONLY\".", "ALLOW_UNENCRYPTED_AND_ENCRYPTED"),
        new("audit-log-off", "aws_cloudtrail", "is_multi_region_trail", "what happens in other regions is not logged; write is_multi_region_trail = true.", "false"),
        new("audit-log-off", "aws_cloudtrail", "enable_log_file_validation", "nobody notices when the log is changed; write enable_log_file_validation = true.", "false"),
        new("audit-log-off", "aws_cloudtrail", "enable_logging", "nothing is logged; write enable_logging = true.", "false"),
        new("key-rotation-off", "aws_kms_key", "enable_key_rotation", "the key is never changed; write enable_key_rotation = true.", "false") { WhenAbsent = ["customer_master_key_spec", "key_usage", "custom_key_store_id"] },
        new("legacy-authorization", "google_container_cluster", "enable_legacy_abac", "every service account of the cluster may do everything in it; write false.", "true"),
        new("serial-port", "google_compute_instance", "metadata.serial-port-enable", "the serial console answers everybody who has the key; take it out.", "true", "TRUE", "1"),
        new("vault-without-purge-protection", "azurerm_key_vault", "purge_protection_enabled", "whoever deletes a key can make it gone for good; write true.", "false"),
        new("public-cluster-endpoint", "google_container_cluster", "master_authorized_networks_config.cidr_blocks.cidr_block", "the control plane answers everybody; name the networks that need it.", "0.0.0.0/0"),
        new("public-cluster-endpoint", "aws_eks_cluster", "vpc_config.public_access_cidrs", "the control plane answers everybody; name the networks that need it.", "0.0.0.0/0"),
        new("public-cluster-endpoint", "azurerm_kubernetes_cluster", "api_server_access_profile.authorized_ip_ranges", "the control plane answers everybody; name the networks that need it.", "0.0.0.0/0"),
    ];

    private static IEnumerable<AttributeRule> BlockPublicAccess() =>
        from type in new[] { "aws_s3_bucket_public_access_block", "aws_s3_account_public_access_block" }
        from attribute in new[] { "block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets" }
        select new AttributeRule("public-access-block-off", type, attribute, $"buckets may be made public; write {attribute} = true.", "false") { WhenAbsent = [] };
}
