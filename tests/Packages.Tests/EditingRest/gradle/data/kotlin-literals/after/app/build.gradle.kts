val jackson = "2.9.10.8"
dependencies {
    implementation("com.fasterxml.jackson.core:jackson-databind:$jackson")
    implementation(group = "h", name = "b", version = "2.+")
    implementation("g:a:[2.3,3.0[")
    implementation("g:strict:1.1!!")
}
