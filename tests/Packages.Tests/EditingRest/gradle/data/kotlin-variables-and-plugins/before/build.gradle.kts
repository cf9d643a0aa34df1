val slf4j by extra("1.7.0")
val junit: String by extra { "4.12" }
val versions = mapOf("guava" to "30.0-jre")
plugins {
    id("org.springframework.boot") version "2.7.0"
}
dependencies {
    implementation("org.slf4j:slf4j-api:$slf4j")
    testImplementation("junit:junit:${junit}")
}
