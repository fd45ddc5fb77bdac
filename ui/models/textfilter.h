#pragma once

#include <QtCore/QString>

#include <string>
#include <string_view>

namespace inia::ui {

/// Says whether texts contain another one, without regard to case. ASCII, which is nearly everything, is
/// compared as bytes; decoding a million names would take longer than the rest of the work.
class TextFilter final {
public:
    explicit TextFilter(const std::string& wanted);

    [[nodiscard]] bool matches(std::string_view text) const;

private:
    bool m_ascii;
    std::string m_wanted;
    QString m_wantedText;
};

} // namespace inia::ui
