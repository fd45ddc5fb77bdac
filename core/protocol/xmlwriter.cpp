#include "core/protocol/xmlwriter.h"

namespace inia {

namespace {

void appendEscaped(std::string& out, std::string_view text, bool inAttribute)
{
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (inAttribute && c == '"')
            out += "&quot;";
        else if (inAttribute && c == '\r')
            out += "&#13;";
        else if (inAttribute && c == '\n')
            out += "&#10;";
        else if (inAttribute && c == '\t')
            out += "&#09;";
        else
            out += c;
    }
}

} // namespace

void XmlWriter::closeTag()
{
    if (m_inTag)
        m_out += '>';
    m_inTag = false;
}

void XmlWriter::open(std::string_view name)
{
    closeTag();
    m_out.append("<").append(name);
    m_open.emplace_back(name);
    m_inTag = true;
}

void XmlWriter::attribute(std::string_view name, std::string_view value)
{
    m_out.append(" ").append(name).append("=\"");
    appendEscaped(m_out, value, true);
    m_out += '"';
}

void XmlWriter::text(std::string_view value)
{
    if (value.empty())
        return;
    closeTag();
    appendEscaped(m_out, value, false);
}

void XmlWriter::close()
{
    if (m_inTag)
        m_out += " />";
    else
        m_out.append("</").append(m_open.back()).append(">");
    m_inTag = false;
    m_open.pop_back();
}

} // namespace inia
