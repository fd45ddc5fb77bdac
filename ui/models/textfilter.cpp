#include "ui/models/textfilter.h"

#include "core/text/ascii.h"

#include <algorithm>
#include <iterator>

namespace inia::ui {

TextFilter::TextFilter(const std::string& wanted)
    : m_ascii(std::all_of(wanted.begin(), wanted.end(), [](char c) { return (c & 0x80) == 0; }))
{
    if (m_ascii)
        std::transform(wanted.begin(), wanted.end(), std::back_inserter(m_wanted), ascii::toLower);
    else
        m_wantedText = QString::fromStdString(wanted);
}

bool TextFilter::matches(std::string_view text) const
{
    if (!m_ascii) {
        return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()))
            .contains(m_wantedText, Qt::CaseInsensitive);
    }
    return std::search(text.begin(), text.end(), m_wanted.begin(), m_wanted.end(),
                       [](char a, char b) { return ascii::toLower(a) == b; }) != text.end() ||
           m_wanted.empty();
}

} // namespace inia::ui
