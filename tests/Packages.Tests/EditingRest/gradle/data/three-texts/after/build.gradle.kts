dependencies {
    implementation("org.quay", "crane", "0.6.0")
}
