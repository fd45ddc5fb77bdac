#pragma once

#include "ui/delegates/rowdelegate.h"

#include <QtCore/QSortFilterProxyModel>
#include <QtWidgets/QFrame>

#include <functional>

class QLineEdit;

namespace inia::ui {

class Appearance;
class ElidedLabel;
class TreeView;

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

// A short list to choose one entry from, below the button that asked for it: a field that narrows it, and the
// entries with their quieter words (SuffixRole) at the right. Keyboard: type, arrows, Return, Esc.
class ChoicePopup final : public QFrame {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChoicePopup)

public:
    // Deletes itself when it closes.
    ChoicePopup(const Appearance& appearance, const QString& placeholder, QWidget* parent);

    // `current` is the name that is marked.
    void setChoices(QAbstractItemModel* model, const QString& current);
    // Said instead of the entries, such as why there are none.
    void setNote(const QString& text);
    // An entry of its own below the list.
    void addMore(const QString& text, const std::function<void()>& choose);
    // Opens with its upper left corner at `below`, moved so that all of it is on the screen.
    void popup(const QPoint& below);
    [[nodiscard]] TreeView* list() const { return m_list; }

signals:
    void chosen(const QString& name);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void choose(const QModelIndex& index);
    void step(int rows);

    const Appearance& m_appearance;
    ChoiceFilter m_proxy;
    QLineEdit* m_field;
    TreeView* m_list;
    ElidedLabel* m_note;
    QString m_current;
};

} // namespace inia::ui
