#include "tests/architecture/sourcetree.h"

#include <QtCore/QRegularExpression>

#include <algorithm>
#include <functional>

namespace architecture {

namespace {

int lineCount(const SourceFile& file)
{
    return static_cast<int>(file.text.count(u'\n'));
}

QString unitOf(const QString& path)
{
    return path.section(u'.', 0, 0);
}

/// Tarjan's strongly connected components.
class Components final {
public:
    explicit Components(const QMap<QString, QSet<QString>>& graph) : m_graph(graph)
    {
        for (auto unit = graph.cbegin(); unit != graph.cend(); ++unit) {
            if (!m_numbers.contains(unit.key()))
                visit(unit.key());
        }
    }

    [[nodiscard]] std::vector<QStringList> found() && { return std::move(m_found); }

private:
    void visit(const QString& unit)
    {
        m_numbers[unit] = m_lowest[unit] = ++m_last;
        m_stack.append(unit);
        m_onStack.insert(unit);
        for (const auto& other : m_graph.value(unit)) {
            if (!m_numbers.contains(other)) {
                visit(other);
                m_lowest[unit] = std::min(m_lowest[unit], m_lowest[other]);
            } else if (m_onStack.contains(other)) {
                m_lowest[unit] = std::min(m_lowest[unit], m_numbers[other]);
            }
        }
        if (m_lowest[unit] != m_numbers[unit])
            return;
        QStringList component;
        do {
            component.prepend(m_stack.takeLast());
            m_onStack.remove(component.first());
        } while (component.first() != unit);
        component.sort();
        m_found.push_back(component);
    }

    const QMap<QString, QSet<QString>>& m_graph;
    QMap<QString, int> m_numbers;
    QMap<QString, int> m_lowest;
    QStringList m_stack;
    QSet<QString> m_onStack;
    std::vector<QStringList> m_found;
    int m_last = 0;
};

} // namespace

QStringList includesOf(const QString& text)
{
    static const QRegularExpression include(QStringLiteral("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"),
                                            QRegularExpression::MultilineOption);
    QStringList found;
    for (auto matches = include.globalMatch(text); matches.hasNext();)
        found.append(matches.next().captured(1));
    return found;
}

void SourceTree::add(SourceFile file)
{
    m_paths.insert(file.path);
    m_files.push_back(std::move(file));
}

QMap<QString, QSet<QString>> SourceTree::units() const
{
    QMap<QString, QSet<QString>> graph;
    for (const auto& file : m_files) {
        const QString unit = unitOf(file.path);
        auto& used = graph[unit];
        for (const auto& included : includesOf(file.text)) {
            if (m_paths.contains(included) && unitOf(included) != unit)
                used.insert(unitOf(included));
        }
    }
    return graph;
}

std::vector<QStringList> SourceTree::cycles() const
{
    const auto graph = units();
    auto found = Components(graph).found();
    std::erase_if(found, [](const QStringList& component) { return component.size() < 2; });
    std::stable_sort(found.begin(), found.end(), [](const QStringList& one, const QStringList& other) {
        return one.size() > other.size();
    });
    return found;
}

QStringList SourceTree::headersWithOneUser() const
{
    QMap<QString, QSet<QString>> users;
    for (const auto& file : m_files) {
        const QString unit = unitOf(file.path);
        for (const auto& included : includesOf(file.text)) {
            if (m_paths.contains(included) && unitOf(included) != unit)
                users[included].insert(unit);
        }
    }
    QStringList found;
    for (auto header = users.cbegin(); header != users.cend(); ++header) {
        if (header.value().size() == 1)
            found.append(header.key());
    }
    return found;
}

QStringList SourceTree::scatteredClasses() const
{
    static const QRegularExpression member(QStringLiteral("^[A-Za-z_][^\\n;=(]*?\\b([A-Z]\\w+)::~?\\w+\\("),
                                           QRegularExpression::MultilineOption);
    QMap<QString, QSet<QString>> sources;
    for (const auto& file : m_files) {
        if (!file.path.endsWith(QStringLiteral(".cpp")))
            continue;
        for (auto matches = member.globalMatch(file.text); matches.hasNext();)
            sources[file.path.section(u'/', 0, -2) + u' ' + matches.next().captured(1)].insert(file.path);
    }
    QStringList found;
    for (auto source = sources.cbegin(); source != sources.cend(); ++source) {
        if (source.value().size() > 1)
            found.append(source.key().section(u' ', 1) + QStringLiteral(" of ") +
                         source.key().section(u' ', 0, 0));
    }
    return found;
}

int SourceTree::lines() const
{
    int sum = 0;
    for (const auto& file : m_files)
        sum += lineCount(file);
    return sum;
}

int SourceTree::filesBelow(int lines) const
{
    return static_cast<int>(std::count_if(
        m_files.begin(), m_files.end(), [lines](const SourceFile& file) { return lineCount(file) < lines; }));
}

int SourceTree::longestFile() const
{
    int longest = 0;
    for (const auto& file : m_files)
        longest = std::max(longest, lineCount(file));
    return longest;
}

} // namespace architecture
