#pragma once

#include "ui/commands/commandtable.h"
#include "ui/models/place.h"

#include <QtCore/QPointer>
#include <QtCore/QStringList>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QWidget>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QMenu;

namespace inia::ui {

class Appearance;
class SessionView;
class ToolButton;

// One part of the path bar. The last part is the place one is at and is drawn stronger.
class PathCrumb final : public QAbstractButton {
    Q_OBJECT

public:
    PathCrumb(const Appearance& appearance, const QString& text, bool last, QWidget* parent);
    Q_DISABLE_COPY_MOVE(PathCrumb)

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    const Appearance& m_appearance;
    bool m_last;
};

// The parts of a path as buttons in a row, with chevrons between them. From the right, as the place one is at
// matters most: what does not fit hides behind "...".
class PathCrumbs final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PathCrumbs)

public:
    explicit PathCrumbs(const Appearance& appearance, QWidget* parent = nullptr);

    void setParts(const QStringList& parts);

signals:
    void partActivated(int index);
    void moreRequested(); // "..."

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void layOut();
    // The first part that has room.
    [[nodiscard]] qsizetype firstShown() const;

    const Appearance& m_appearance;
    PathCrumb* m_more; // stands for the parts that do not fit
    QList<PathCrumb*> m_crumbs;
};

// Where one is: scheme and parts as buttons, "s3:// bucket > logs > 2026". A click beside the parts, or
// startEditing(), makes it a line edit with the whole address selected; Return hands the text on, Esc goes
// back. A refused address stays in the field with the reason below it, until it is edited.
class PathBar final : public QWidget {
    Q_OBJECT

public:
    explicit PathBar(const Appearance& appearance, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(PathBar)

    // `scheme` such as "s3://". Ends editing and clears an error.
    void setPath(const QString& scheme, const QStringList& parts);
    [[nodiscard]] QStringList parts() const { return m_parts; }
    // What the line edit shows: by default the scheme and the parts joined by "/". Set it when the address is
    // more than that, such as a trailing slash; setPath() resets it.
    void setAddress(const QString& address);
    [[nodiscard]] QString address() const { return m_address; }
    void setIconName(const QString& name);
    // At the right edge, for copy or star. Takes ownership.
    void addTrailing(QWidget* widget);

    void startEditing();
    [[nodiscard]] bool isEditing() const;
    // Shows the text as refused, with one sentence that says why and what to do.
    void setError(const QString& message);
    [[nodiscard]] QString error() const { return m_error; }

signals:
    void partActivated(int index);
    void pathEntered(const QString& text); // as typed, trimmed
    void editingCancelled();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void layOut();
    void stopEditing();
    void submit();
    void placeErrorTip();
    [[nodiscard]] int crumbsLeft() const;
    [[nodiscard]] int freeRight() const;

    const Appearance& m_appearance;
    QString m_scheme;
    QStringList m_parts;
    QString m_address;
    QString m_error;
    QString m_iconName;
    QLineEdit* m_edit;
    QWidget* m_trailing;
    QHBoxLayout* m_trailingLayout;
    QLabel* m_errorTip;
    PathCrumbs* m_crumbs;
};

// The row below the session bar: where one is in the current session and how to go elsewhere, and which
// panels are open.
class NavigationBar final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NavigationBar)

public:
    enum class Panel : quint8 { Tree, Inspector, Details };

    explicit NavigationBar(const Appearance& appearance, QWidget* parent = nullptr);

    // The session whose place is shown; null while the tab has none.
    void setView(SessionView* view);
    void refresh();
    void setPanelOpen(Panel panel, bool open);
    // Opens below the menu button; stays the caller's.
    void setMenu(QMenu* menu);
    void editPath();
    // What its buttons do, for keys and lists.
    void addCommands(CommandSet& commands);

signals:
    void panelToggled(inia::ui::NavigationBar::Panel panel);
    void copyRequested(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void connectPath();
    ToolButton* addPanelButton(Panel panel, CommandId command);
    void enter(const QString& text);
    void goToPart(int index);
    [[nodiscard]] Place place() const;

    const Appearance& m_appearance;
    QPointer<SessionView> m_view;
    ToolButton* m_back;
    ToolButton* m_forward;
    ToolButton* m_up;
    ToolButton* m_reload;
    PathBar* m_path;
    ToolButton* m_panels[3];
    ToolButton* m_menu;
};

} // namespace inia::ui
