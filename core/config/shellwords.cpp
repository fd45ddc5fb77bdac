#include "core/config/shellwords.h"

namespace inia {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// Reads what stands between quotes; `at` is behind the opening one, and afterwards behind the closing one.
bool readQuoted(std::string_view text, char quote, std::size_t& at, std::string& word)
{
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c == quote) {
            ++at;
            return true;
        }
        const bool escapes = quote == '"' && c == '\\' && at + 1 < text.size() &&
                             (text[at + 1] == '"' || text[at + 1] == '\\');
        if (escapes)
            ++at;
        word += text[at];
    }
    return false;
}

} // namespace

std::optional<std::vector<std::string>> splitShellWords(std::string_view text)
{
    std::vector<std::string> words;
    std::size_t at = 0;
    while (true) {
        while (at < text.size() && isBlank(text[at]))
            ++at;
        if (at == text.size())
            return words;
        std::string word;
        while (at < text.size() && !isBlank(text[at])) {
            const char c = text[at++];
            if (c == '\'' || c == '"') {
                if (!readQuoted(text, c, at, word))
                    return std::nullopt;
            } else if (c == '\\') {
                if (at == text.size())
                    return std::nullopt;
                word += text[at++];
            } else {
                word += c;
            }
        }
        words.push_back(std::move(word));
    }
}

std::string quotedWord(std::string_view text)
{
    if (const auto words = splitShellWords(text); words && words->size() == 1 && words->front() == text)
        return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

} // namespace inia
