val jackson = "2.9.8"
dependencies {
    implementation("com.fasterxml.jackson.core:jackson-databind:$jackson")
    implementation(group = "h", name = "b", version = "1.+")
    implementation("g:a:[1.0,2.0[")
    implementation("g:strict:1.0!!")
}
