dependencies {
    implementation("org.quay", "crane", "0.5.0")
}
