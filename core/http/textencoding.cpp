#include "core/http/textencoding.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtCore/QStringDecoder>

#include <algorithm>
#include <optional>

namespace inia {

namespace {

bool isUnreserved(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

std::string encode(std::string_view text, std::string_view alsoSafe)
{
    constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    out.reserve(text.size() + text.size() / 4);
    for (const char c : text) {
        if (isUnreserved(c) || alsoSafe.find(c) != std::string_view::npos) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += digits[byte >> 4];
        out += digits[byte & 0xF];
    }
    return out;
}

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}

} // namespace

std::string percentEncode(std::string_view text)
{
    return encode(text, {});
}

std::string percentEncodePath(std::string_view path)
{
    return encode(path, "/");
}

std::string percentEncodeExcept(std::string_view text, std::string_view alsoSafe)
{
    return encode(text, alsoSafe);
}

std::string formEncode(std::string_view text)
{
    std::string out = encode(text, " ");
    std::replace(out.begin(), out.end(), ' ', '+');
    return out;
}

std::string percentDecode(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape = text[i] == '%' && i + 2 < text.size();
        const int high = escape ? hexValue(text[i + 1]) : -1;
        const int low = escape ? hexValue(text[i + 2]) : -1;
        if (high < 0 || low < 0) {
            out += text[i];
            continue;
        }
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return out;
}

namespace {

QByteArray bytesOf(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

/// "Q": hexadecimal bytes behind "=", and "_" for a space.
std::optional<QByteArray> fromQ(std::string_view text)
{
    QByteArray bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '=') {
            bytes += text[i] == '_' ? ' ' : text[i];
            continue;
        }
        bool isHex = i + 2 < text.size();
        const char byte = isHex ? static_cast<char>(bytesOf(text.substr(i + 1, 2)).toInt(&isHex, 16)) : '\0';
        if (!isHex)
            return std::nullopt;
        bytes += byte;
        i += 2;
    }
    return bytes;
}

/// The word at the beginning of `text`, and how long it is there.
std::optional<std::string> wordAt(std::string_view text, std::size_t& length)
{
    if (!text.starts_with("=?"))
        return std::nullopt;
    const auto charsetEnd = text.find('?', 2);
    const auto contentEnd =
        charsetEnd == std::string_view::npos ? charsetEnd : text.find("?=", charsetEnd + 3);
    if (contentEnd == std::string_view::npos || text[charsetEnd + 2] != '?')
        return std::nullopt;
    const char encoding = text[charsetEnd + 1];
    const auto content = text.substr(charsetEnd + 3, contentEnd - charsetEnd - 3);
    std::optional<QByteArray> bytes;
    if (encoding == 'Q' || encoding == 'q') {
        bytes = fromQ(content);
    } else if (encoding == 'B' || encoding == 'b') {
        if (auto decoded =
                QByteArray::fromBase64Encoding(bytesOf(content), QByteArray::AbortOnBase64DecodingErrors))
            bytes = std::move(decoded.decoded);
    }
    // A language may follow the character set: "UTF-8*en".
    auto charset = text.substr(2, charsetEnd - 2);
    QStringDecoder decoder(bytesOf(charset.substr(0, charset.find('*'))).constData());
    if (!bytes || !decoder.isValid())
        return std::nullopt;
    const QString decoded = decoder(*bytes);
    if (decoder.hasError())
        return std::nullopt;
    length = contentEnd + 2;
    return decoded.toStdString();
}

} // namespace

std::string fieldText(std::string_view bytes)
{
    if (QUtf8StringView(bytes.data(), static_cast<qsizetype>(bytes.size())).isValidUtf8())
        return std::string(bytes);
    return QString::fromLatin1(bytes.data(), static_cast<qsizetype>(bytes.size())).toStdString();
}

std::string decodedWords(std::string_view text)
{
    std::string result;
    std::size_t afterWord = std::string::npos; // where the result ended when the last word did
    while (!text.empty()) {
        std::size_t length = 1;
        if (const auto word = wordAt(text, length)) {
            // Blanks between two words only part them.
            if (afterWord != std::string::npos &&
                result.find_first_not_of(" \t", afterWord) == std::string::npos)
                result.resize(afterWord);
            result += *word;
            afterWord = result.size();
        } else {
            result += text.front();
        }
        text.remove_prefix(length);
    }
    return result;
}

} // namespace inia
