dependencies {
    implementation(Deps.crane)
}
