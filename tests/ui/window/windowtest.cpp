#include "tests/ui/window/windowtest.h"

#include "ui/browse/navigationbar.h"
#include "ui/browse/servicekit.h"
#include "ui/widgets/stateview.h"

#include <QtTest/QTest>
#include <QtWidgets/QLineEdit>

namespace inia::tests {

bool WindowTest::makeWindow()
{
    m_fixture = std::make_unique<WindowFixture>();
    const QString problem = m_fixture->problem();
    if (problem.isEmpty())
        return true;
    QTest::qSkip(qPrintable(problem), __FILE__, __LINE__);
    return false;
}

bool WindowTest::hasNode(const QString& uri) const
{
    const auto& tree = m_fixture->view()->treeModel();
    return tree.uri(tree.indexOf(uri)) == uri;
}

void WindowTest::enterPath(const QString& text) const
{
    auto* bar = visible<ui::PathBar>();
    bar->startEditing();
    auto* field = bar->findChild<QLineEdit*>();
    field->setText(text);
    QTest::keyClick(field, Qt::Key_Return);
}

QString WindowTest::stateTitle() const
{
    const auto* state = visible<ui::StateView>(m_fixture->view()->centre());
    return state != nullptr ? state->accessibleName() : QString();
}

} // namespace inia::tests
