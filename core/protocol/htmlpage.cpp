#include "core/protocol/htmlpage.h"

#include "core/text/ascii.h"

#include <algorithm>
#include <array>

namespace inia {

namespace {

constexpr std::size_t longestTitle = 120;
/// Where a title stands, if there is one.
constexpr qsizetype headOfPage = qsizetype(16) * 1024;

/// What stands in front of the first element: byte order mark, blanks, declaration, comments.
void skipProlog(std::string_view& text)
{
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    while (true) {
        text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
        const std::string_view end = text.starts_with("<?") ? "?>" : text.starts_with("<!--") ? "-->" : "";
        const auto at = end.empty() ? std::string_view::npos : text.find(end);
        if (at == std::string_view::npos)
            return;
        text.remove_prefix(at + end.size());
    }
}

bool saysHtml(const HttpResponse& response)
{
    const auto type = ascii::lowered(response.headers.value("Content-Type"));
    return type.starts_with("text/html") || type.starts_with("application/xhtml");
}

/// The name of the element that the page begins with, in lower case; empty when it begins otherwise.
std::string firstElement(std::string_view page)
{
    if (!page.starts_with('<'))
        return {};
    return ascii::lowered(page.substr(1, std::min(page.find_first_of(" \t\r\n/>", 1), page.size()) - 1));
}

/// Elements that pages begin with whose authors leave out <html>. No answer of a service is named so.
bool isElementOfPages(std::string_view name)
{
    static constexpr std::array<std::string_view, 16> names{
        "body", "br",   "center", "div",    "font",  "form",  "h1",    "h2",
        "h3",   "head", "meta",   "script", "style", "table", "title", "p"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool isPage(std::string_view page, bool saysHtml)
{
    skipProlog(page);
    const auto element = firstElement(page);
    if (element == "!doctype")
        return ascii::lowered(page.substr(0, 32)).find("html") != std::string::npos;
    if (element == "html" || isElementOfPages(element))
        return true;
    // Some servers call all they say text/html, JSON and XML too.
    return saysHtml &&
           (page.empty() || std::string_view("{[<\"").find(page.front()) == std::string_view::npos);
}

/// Blanks of any kind become one, control characters vanish.
std::string onOneLine(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        const bool isBlank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (isBlank && !out.empty() && out.back() != ' ')
            out += ' ';
        else if (!isBlank && (c < 0 || c > ' ') && c != '\x7f')
            out += c;
    }
    if (!out.empty() && out.back() == ' ')
        out.pop_back();
    return out;
}

std::string withoutEntities(std::string text)
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> entities{
        {{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&nbsp;", " "}, {"&amp;", "&"}}};
    for (const auto& [entity, character] : entities) {
        for (auto at = text.find(entity); at != std::string::npos; at = text.find(entity, at + 1))
            text.replace(at, entity.size(), character);
    }
    return text;
}

std::string shortTitle(std::string text)
{
    if (text.size() <= longestTitle)
        return text;
    auto end = longestTitle;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) // inside a character
        --end;
    return text.substr(0, end) + "...";
}

} // namespace

std::optional<std::string> htmlTitle(const HttpResponse& response)
{
    const std::string_view page(response.body.constData(),
                                static_cast<std::size_t>(std::min(response.body.size(), headOfPage)));
    if (!isPage(page, saysHtml(response)))
        return std::nullopt;
    const auto lower = ascii::lowered(page);
    const auto tag = lower.find("<title");
    const auto begin = tag == std::string::npos ? tag : lower.find('>', tag);
    const auto end = begin == std::string::npos ? begin : lower.find("</title", begin);
    if (end == std::string::npos)
        return std::string();
    return shortTitle(withoutEntities(onOneLine(page.substr(begin + 1, end - begin - 1))));
}

} // namespace inia
