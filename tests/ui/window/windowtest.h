#pragma once

#include "tests/ui/window/windowfixture.h"

#include <QtCore/QObject>

#include <memory>

namespace inia::tests {

/// What tests of the real window share: a new window for each, and how one finds and uses its parts.
class WindowTest : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WindowTest)

protected:
    WindowTest() = default;

    /// False, with the test skipped, when there can be no window.
    [[nodiscard]] bool makeWindow();
    /// Opens the first session; its view is there then.
    void openSession() { m_fixture->sessions().open({"one", std::nullopt}); }

    /// The tree has this node, not only one that it is in.
    [[nodiscard]] bool hasNode(const QString& uri) const;
    /// Types an address in the path bar.
    void enterPath(const QString& text) const;
    /// Of what stands in place of rows; empty while rows are shown.
    [[nodiscard]] QString stateTitle() const;
    /// The first visible widget of its kind in the window, or in a part of it; null for none.
    template <typename Widget>
    [[nodiscard]] Widget* visible(const QWidget* in = nullptr) const
    {
        const QWidget* whole = &m_fixture->window();
        for (Widget* widget : (in != nullptr ? in : whole)->template findChildren<Widget*>()) {
            if (widget->isVisible())
                return widget;
        }
        return nullptr;
    }

    std::unique_ptr<WindowFixture> m_fixture;

private slots:
    void cleanup() { m_fixture.reset(); }
};

} // namespace inia::tests
