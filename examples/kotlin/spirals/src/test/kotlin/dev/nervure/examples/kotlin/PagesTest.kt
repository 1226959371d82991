package dev.nervure.examples.kotlin

import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import java.io.File

/** The Kotlin of docs/kotlin.md and the README stands in these sources, line by line, and so is compiled and run. */
class PagesTest {
    private val sources = listOf("..", "../../../dsl/kotlin").asSequence().flatMap { File(it).walk() }
        .filter { it.extension == "kt" && "target" !in it.path }
        .joinToString("\n") { lines(it.readText()) }

    @Test
    fun codeOfThePagesIsInTheSources() {
        val blocks = listOf("../../../docs/kotlin.md", "../../../README.md").flatMap { page ->
            Regex("```kotlin\n(.*?)```", RegexOption.DOT_MATCHES_ALL).findAll(File(page).readText())
                .flatMap { it.groupValues[1].split("…\n") }
                .map(::lines)
                .filter(String::isNotBlank)
        }
        assertThat(blocks).hasSizeGreaterThan(8)
        assertThat(blocks).allSatisfy { block -> assertThat(sources).contains(block) }
    }

    /** Without indentation, which differs between a page and a function. */
    private fun lines(text: String) = text.lines().map(String::trim).filter(String::isNotEmpty).joinToString("\n")
}
