#pragma once

#include "ui/delegates/rowdelegate.h"
#include "ui/theme/theme.h"

#include <QtCore/QSortFilterProxyModel>
#include <QtWidgets/QFrame>

#include <functional>

class QLineEdit;
class QVBoxLayout;

namespace inia::ui {

class Appearance;
class ElidedLabel;
class TreeView;

// What opens over the window until one clicks elsewhere: a framed surface that deletes itself when it closes.
class Popup : public QFrame {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Popup)

public:
    // `width` in pixels of the theme.
    Popup(const Appearance& appearance, int width, Token ground, QWidget* parent);

    // Opens with its upper left corner at `below`, moved so that all of it is on the screen.
    void popup(const QPoint& below);

protected:
    void paintEvent(QPaintEvent* event) override;

    const Appearance& m_appearance;

private:
    Token m_ground;
};

// A field over the list of what its text leaves or finds. Keyboard: type, arrows, Return, Esc; the field
// keeps the focus.
class ListPopup : public Popup {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ListPopup)

public:
    [[nodiscard]] QLineEdit* field() const { return m_field; }
    [[nodiscard]] TreeView* list() const { return m_list; }

protected:
    struct Words {
        QString placeholder;
        QString field; // as a screen reader names it
        QString list;  // likewise
    };

    // The list takes `delegate`.
    ListPopup(const Appearance& appearance, int width, const Words& words, RowDelegate* delegate,
              QWidget* parent);

    static constexpr int rowsShown = 14;

    bool eventFilter(QObject* watched, QEvent* event) override;
    // The entry is to be taken: it was clicked, or Return was pressed. May be none.
    virtual void choose(const QModelIndex& index) = 0;
    // Below the field, and below the list.
    [[nodiscard]] QVBoxLayout* head() const { return m_head; }
    [[nodiscard]] QVBoxLayout* column() const { return m_column; }

private:
    void step(int rows);

    QLineEdit* m_field;
    TreeView* m_list;
    QVBoxLayout* m_head;
    QVBoxLayout* m_column;
};

// An entry of a ChoicePopup: icon, name, PROD where it applies, the quieter word and the mark of the current
// one at the right.
class ChoiceDelegate final : public RowDelegate {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChoiceDelegate)

public:
    explicit ChoiceDelegate(const Appearance& appearance, QObject* parent = nullptr);

    void setMarked(const QString& name) { m_marked = name; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    QString m_marked;
};

// Entries whose name or quieter word contains the text, without regard to case.
class ChoiceFilter : public QSortFilterProxyModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChoiceFilter)

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setText(const QString& text);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    // Of an index of the source.
    [[nodiscard]] bool contains(const QModelIndex& index) const;
    [[nodiscard]] const QString& text() const { return m_text; }

private:
    QString m_text;
};

// A short list to choose one entry from, below the button that asked for it; entries have their quieter words
// (SuffixRole) at the right.
class ChoicePopup final : public ListPopup {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChoicePopup)

public:
    ChoicePopup(const Appearance& appearance, const QString& placeholder, QWidget* parent);

    // `current` is the name that is marked.
    void setChoices(QAbstractItemModel* model, const QString& current);
    // Said instead of the entries, such as why there are none.
    void setNote(const QString& text);
    // An entry of its own below the list.
    void addMore(const QString& text, const std::function<void()>& choose);
    void popup(const QPoint& below);

signals:
    void chosen(const QString& name);

private:
    void choose(const QModelIndex& index) override;

    ChoiceFilter m_proxy;
    ElidedLabel* m_note;
};

} // namespace inia::ui
