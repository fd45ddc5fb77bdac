#include "core/codegen/commandcode.h"

#include "core/model/names.h"
#include "core/model/servicemodel.h"
#include "core/protocol/jsonwriter.h"
#include "core/protocol/scalartext.h"
#include "core/protocol/timestamps.h"
#include "core/text/ascii.h"

#include <QtCore/QChar>
#include <QtCore/QString>

#include <algorithm>
#include <array>
#include <cmath>

namespace inia::codegen {

namespace {

constexpr std::size_t longestArgument = 131'071; ///< Linux's MAX_ARG_STRLEN

/// What the CLI adds to every command: a member of that name is told by JSON.
constexpr std::array<std::string_view, 17> ownOptions{"version",
                                                      "output",
                                                      "query",
                                                      "region",
                                                      "profile",
                                                      "debug",
                                                      "color",
                                                      "help",
                                                      "endpoint-url",
                                                      "ca-bundle",
                                                      "no-sign-request",
                                                      "cli-input-json",
                                                      "max-items",
                                                      "page-size",
                                                      "starting-token",
                                                      "no-paginate",
                                                      "generate-cli-skeleton"};

bool isBare(std::string_view text)
{
    constexpr std::string_view marks = "_./:=@%+,-";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return ascii::isLetterOrDigit(c) || marks.find(c) != std::string_view::npos;
    });
}

std::string replaced(std::string_view text, std::string_view what, std::string_view by)
{
    std::string result;
    for (;;) {
        const auto at = text.find(what);
        result += text.substr(0, at);
        if (at == std::string_view::npos)
            return result;
        result += by;
        text.remove_prefix(at + what.size());
    }
}

/// All that PowerShell takes for an apostrophe: ' and U+2018 to U+201B.
std::string doubledQuotes(std::string_view text)
{
    std::string result = replaced(text, "'", "''");
    for (const std::string_view quote : {"\u2018", "\u2019", "\u201A", "\u201B"})
        result = replaced(result, quote, std::string(quote) + std::string(quote));
    return result;
}

bool startsWithAny(std::string_view text, std::initializer_list<std::string_view> beginnings)
{
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [text](std::string_view beginning) { return text.starts_with(beginning); });
}

/// Whether the CLI takes it for itself: it reads files and, in its first version, addresses.
bool isPlainText(const Value& value)
{
    return value.isText() && !value.text().empty() &&
           !startsWithAny(value.text(), {"-", "file://", "fileb://", "http://", "https://"});
}

/// Whether a list may hold it as one of its words: the CLI splits these.
bool isPlainItem(const Value& value)
{
    if (!isPlainText(value))
        return false;
    const auto text = QString::fromStdString(value.text());
    return std::none_of(text.begin(), text.end(), [](QChar c) {
        const bool isSeparator = c >= QChar(0x1C) && c <= QChar(0x1F);
        return c.isSpace() || isSeparator || QStringLiteral("=,{}[]\"'").contains(c);
    });
}

Result<std::string> timeText(const Value& value)
{
    return formatTimestamp(value.time(), TimestampFormat::Iso8601, FractionStyle::Shortest);
}

/// As Python's repr() has it, by which the CLI reads it.
std::string numberText(const Value& value)
{
    const double number = value.toDouble();
    if (value.isInt() || std::isfinite(number))
        return scalarText(value);
    return std::isnan(number) ? "nan" : number > 0 ? "inf" : "-inf";
}

bool holdsBytes(const Value& value)
{
    const auto& items = value.items();
    const auto& members = value.members();
    return value.isBlob() || std::any_of(items.begin(), items.end(), holdsBytes) ||
           std::any_of(members.begin(), members.end(),
                       [](const ValueMap::Entry& member) { return holdsBytes(member.second); });
}

bool isListed(Node list, std::string_view name)
{
    for (const auto item : list.items()) {
        if (item.text() == name)
            return true;
    }
    return false;
}

class CommandWriter final {
public:
    CommandWriter(Shell shell, const CodeCall& call, Node differences)
        : m_shell(shell),
          m_call(call),
          m_input(call.operation.input()),
          m_name(call.operation.name()),
          m_differences(differences),
          m_takesJson(!isListed(differences["noJson"], m_name))
    {
    }

    [[nodiscard]] Result<std::string> write()
    {
        if (const auto possible = check(); !possible)
            return possible.error();
        if (const auto told = tellMembers(); !told)
            return told.error();
        addGlobals();
        const auto& service = m_call.operation.service().name();
        const auto command = m_differences["commands"][m_name].text();
        m_words = {std::string(m_differences["services"].text(service)),
                   command.empty() ? snakeCase(m_name, '-') : std::string(command)};
        // In front: an option that takes several words would swallow it.
        if (m_differences["positional"].contains(m_name))
            m_words.emplace_back("OUTFILE");
        return m_shell == Shell::Posix || m_json.empty() ? oneLine() : withFile();
    }

private:
    [[nodiscard]] Result<void> check() const
    {
        if (m_call.operation.hasEventStreamInput() || m_call.operation.hasEventStreamOutput())
            return cannotBeExpressed("the CLI has no event streams");
        if (isListed(m_differences["noCommand"], m_name) || isListed(m_differences["own"], m_name))
            return cannotBeExpressed("the CLI has no such command, or one of its own in its place");
        if (const auto needs = m_differences["needs"][m_name]; needs.isList()) {
            std::string options;
            for (const auto option : needs.items())
                options.append(options.empty() ? "" : " ").append(option.text());
            return cannotBeExpressed("the CLI asks for options of its own: " + options);
        }
        if (m_differences.contains("needsEndpoint") && !m_call.endpointUrl)
            return cannotBeExpressed("the CLI wants the endpoint");
        return {};
    }

    Result<void> tellMembers()
    {
        Value rest = Value::emptyMap();
        const auto payload = m_input.valid() ? m_input.payloadMember() : std::string_view();
        for (const auto& [name, value] : m_call.params.members()) {
            const Shape shape = m_input.valid() ? m_input.member(name) : Shape();
            const auto path = filePath(value, shape);
            if (name == payload && shape.flag("streaming"))
                add({optionName(name), path.value_or("BODY")});
            else if (path)
                add({optionName(name), "fileb://" + *path});
            else
                rest.insert(name, value);
        }
        if (auto told = tellRest(rest); !told)
            return told;
        if (holdsBytes(rest))
            add({"--cli-binary-format", "base64"});
        return {};
    }

    /// All by options where each of them can be, else all by one JSON.
    Result<void> tellRest(const Value& rest)
    {
        std::vector<std::string> plain;
        bool arePlain = true;
        for (const auto& [name, value] : rest.members()) {
            const auto words = plainOption(name, value);
            if (!words)
                return words.error();
            arePlain = arePlain && !words->empty();
            plain.insert(plain.end(), words->begin(), words->end());
        }
        if (arePlain) {
            add(plain);
            return {};
        }
        if (m_takesJson) {
            const auto json = jsonText(rest, m_input);
            if (json)
                m_json = *json;
            return json ? Result<void>() : json.error();
        }
        for (const auto& [name, value] : rest.members()) {
            if (auto told = tellAlone(name, value); !told)
                return told;
        }
        return {};
    }

    /// The words that say it exactly; none where it takes JSON.
    [[nodiscard]] Result<std::vector<std::string>> plainOption(std::string_view name,
                                                               const Value& value) const
    {
        const Shape shape = m_input.valid() ? m_input.member(name) : Shape();
        const auto option = optionName(name);
        std::vector<std::string> words{option};
        if (isOwn(option) || m_differences["options"][m_name].indexOf(name))
            return std::vector<std::string>();
        if (value.isBool() && shape.type() == ShapeType::Bool)
            words = {value.toBool() ? option : "--no-" + option.substr(2)};
        else if (value.isNumber() && isNumeric(shape) && !numberText(value).starts_with('-'))
            words.push_back(numberText(value));
        else if (value.isTime() && shape.type() == ShapeType::Time) {
            const auto text = timeText(value);
            if (!text)
                return text.error();
            words.push_back(*text);
        } else if (shape.type() == ShapeType::Text && isPlainText(value) && !shape.flag("jsonvalue") &&
                   !startsWithAny(value.text(), {"{", "["}))
            words.push_back(value.text());
        else if (shape.type() == ShapeType::List && shape.element().type() == ShapeType::Text &&
                 value.size() > 0 && std::all_of(value.items().begin(), value.items().end(), isPlainItem)) {
            for (const auto& item : value.items())
                words.push_back(item.text());
        } else
            return std::vector<std::string>();
        // Windows PowerShell loses quotation marks of arguments.
        const bool isLost = m_shell == Shell::PowerShell && m_takesJson &&
                            std::any_of(words.begin(), words.end(), [](const std::string& word) {
                                return word.find('"') != std::string::npos || word.ends_with('\\');
                            });
        return isLost ? std::vector<std::string>() : words;
    }

    /// Where the command takes no JSON for the whole: one member as text, or as JSON of its own.
    Result<void> tellAlone(std::string_view name, const Value& value)
    {
        const Shape shape = m_input.valid() ? m_input.member(name) : Shape();
        const auto option = optionName(name);
        if (isOwn(option))
            return cannotBeExpressed("the CLI's own " + option + " hides the one for " + std::string(name));
        if (value.isBool() && shape.type() == ShapeType::Bool) {
            add({value.toBool() ? option : "--no-" + option.substr(2)});
            return {};
        }
        const bool isText = value.isText() && !shape.flag("jsonvalue") &&
                            (shape.type() == ShapeType::Text || value.text() == secretText);
        const auto text = isText           ? Result<std::string>(value.text())
                          : value.isBlob() ? Result<std::string>(base64Text(value))
                          : value.isTime() ? timeText(value)
                                           : jsonText(value, shape);
        if (!text)
            return text.error();
        if (startsWithAny(*text, {"file://", "fileb://"}))
            return cannotBeExpressed("the CLI would read a file for " + std::string(name));
        if (text->starts_with('-'))
            add({option + "=" + *text});
        else
            add({option, *text});
        return {};
    }

    /// As the CLI reads parameters: bytes in base64, times in ISO 8601.
    static Result<std::string> jsonText(const Value& value, const Shape& shape)
    {
        const JsonStyle style{", ", ": ", 0, false};
        if (filePath(value, shape))
            return cannotBeExpressed("the CLI takes no file inside of a structure");
        if (value.isTime()) {
            const auto text = timeText(value);
            return text ? toJson(*text, style) : text;
        }
        // What Python's reader of JSON takes for these; a text would be refused.
        if (value.isDouble() && !std::isfinite(value.toDouble()))
            return doubleText(value.toDouble());
        if (!value.isList() && !value.isMap())
            return toJson(value, style);
        std::string json = value.isList() ? "[" : "{";
        const auto append = [&json](std::string_view key, const Result<std::string>& text) {
            if (text)
                json.append(json.size() > 1 ? ", " : "").append(key).append(*text);
            return text.ok();
        };
        const Shape element = shape.type() == ShapeType::List ? shape.element() : Shape();
        for (const auto& item : value.items()) {
            if (const auto text = jsonText(item, element); !append({}, text))
                return text;
        }
        for (const auto& [name, member] : value.members()) {
            const Shape inner = shape.type() == ShapeType::Map         ? shape.value()
                                : shape.type() == ShapeType::Structure ? shape.member(name)
                                                                       : Shape();
            if (const auto text = jsonText(member, inner); !append(toJson(name, style) + ": ", text))
                return text;
        }
        return json + (value.isList() ? "]" : "}");
    }

    void addGlobals()
    {
        const std::pair<const char*, const std::optional<std::string>&> flags[] = {
            {"--region", m_call.region},
            {"--profile", m_call.profile},
            {"--endpoint-url", m_call.endpointUrl}};
        for (const auto& [flag, value] : flags) {
            if (value)
                add({flag, *value});
        }
        if (m_call.allPages && m_call.pageSize)
            add({"--page-size", std::to_string(*m_call.pageSize)});
        if (!m_call.allPages)
            add({"--no-paginate"});
    }

    [[nodiscard]] Result<std::string> quoted(const std::vector<std::string>& words) const
    {
        std::string line;
        for (const auto& word : words) {
            const auto shown = shellWord(m_shell, word);
            if (!shown)
                return shown.error();
            line += " " + *shown;
        }
        return line;
    }

    [[nodiscard]] Result<std::string> oneLine() const
    {
        auto words = m_words;
        if (!m_json.empty())
            words.insert(words.end(), {"--cli-input-json", m_json});
        words.insert(words.end(), m_options.begin(), m_options.end());
        const auto line = quoted(words);
        return line ? "aws" + *line : line;
    }

    [[nodiscard]] Result<std::string> withFile() const
    {
        const auto words = quoted(m_words);
        const auto options = quoted(m_options);
        if (!words || !options)
            return words ? options : words;
        return "$json = @'\n" + m_json +
               "\n'@\n$file = New-TemporaryFile\n[IO.File]::WriteAllText($file, $json)\naws" + *words +
               " --cli-input-json \"file://$file\"" + *options + "\nRemove-Item $file";
    }

    static std::string optionName(std::string_view member) { return "--" + snakeCase(member, '-'); }
    static bool isOwn(std::string_view option)
    {
        return std::find(ownOptions.begin(), ownOptions.end(), option.substr(2)) != ownOptions.end();
    }
    static bool isNumeric(const Shape& shape)
    {
        return shape.type() == ShapeType::Int || shape.type() == ShapeType::Long ||
               shape.type() == ShapeType::Float || shape.type() == ShapeType::Double;
    }
    void add(const std::vector<std::string>& words)
    {
        m_options.insert(m_options.end(), words.begin(), words.end());
    }

    Shell m_shell;
    const CodeCall& m_call;
    Shape m_input;
    std::string_view m_name;
    Node m_differences;
    bool m_takesJson;
    std::vector<std::string> m_words;
    std::vector<std::string> m_options;
    std::string m_json;
};

} // namespace

Result<std::string> shellWord(Shell shell, std::string_view text)
{
    if (text.find('\0') != std::string_view::npos)
        return cannotBeExpressed("an argument cannot hold a NUL");
    if (text.size() > longestArgument)
        return cannotBeExpressed("an argument cannot be longer than 128 KiB");
    if (shell == Shell::PowerShell)
        return "'" + doubledQuotes(text) + "'";
    return isBare(text) ? std::string(text) : "'" + replaced(text, "'", "'\\''") + "'";
}

Result<std::string> commandCode(Shell shell, const CodeCall& call, Node differences)
{
    return CommandWriter(shell, call, differences).write();
}

} // namespace inia::codegen
