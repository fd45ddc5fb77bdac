#pragma once

#include <QtCore/QMap>
#include <QtCore/QSet>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <vector>

/// What there is to judge: the sources of the product, and what can be told of them as a whole.
namespace architecture {

struct SourceFile {
    QString path; ///< relative to the project, with "/"
    QString text;
};

class SourceTree final {
public:
    void add(SourceFile file);

    [[nodiscard]] const std::vector<SourceFile>& files() const { return m_files; }
    [[nodiscard]] bool contains(const QString& path) const { return m_paths.contains(path); }
    /// Header and source of one name are one unit: which units each includes, of those that are here.
    [[nodiscard]] QMap<QString, QSet<QString>> units() const;
    /// Units that include each other by whatever way, largest first; those of one unit are none.
    [[nodiscard]] std::vector<QStringList> cycles() const;
    /// Headers that are included by no unit but their own and one other.
    [[nodiscard]] QStringList headersWithOneUser() const;
    /// Classes whose members are defined in more than one source of a folder.
    [[nodiscard]] QStringList scatteredClasses() const;
    [[nodiscard]] int lines() const;
    [[nodiscard]] int filesBelow(int lines) const;
    [[nodiscard]] int longestFile() const;

private:
    std::vector<SourceFile> m_files;
    QSet<QString> m_paths;
};

/// What stands between the quotes or brackets of #include, in order.
[[nodiscard]] QStringList includesOf(const QString& text);

} // namespace architecture
