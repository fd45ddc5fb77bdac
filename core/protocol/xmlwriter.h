#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// Writes one XML document the way Python's ElementTree does, whose bytes botocore sends: no declaration,
/// `<a />` for an element without content. Attributes come before content.
class XmlWriter final {
public:
    void open(std::string_view name);
    void attribute(std::string_view name, std::string_view value);
    void text(std::string_view value);
    void close();
    [[nodiscard]] std::string take() { return std::move(m_out); }

private:
    void closeTag();

    std::string m_out;
    std::vector<std::string> m_open;
    bool m_inTag = false;
};

} // namespace inia
