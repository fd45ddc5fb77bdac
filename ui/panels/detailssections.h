#pragma once

#include "core/resource/resourcereply.h"
#include "ui/models/valuetreemodel.h"
#include "ui/widgets/labels.h"

#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QWidget>

#include <functional>

class QGridLayout;
class QLabel;

namespace inia::ui {

class Appearance;
class TreeView;

// The line above a part that can be folded away: chevron, name, and a quiet word such as a count.
class FoldHeader final : public QAbstractButton {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FoldHeader)

public:
    FoldHeader(const Appearance& appearance, const QString& name, QWidget* parent = nullptr);

    void setNote(const QString& note);
    // Left of the chevron; a panel's padding unless this is called.
    void setLeftPadding(int pixels);
    [[nodiscard]] bool isOpen() const { return isChecked(); }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    const Appearance& m_appearance;
    QString m_note;
    int m_left;
};

// A structure that can be folded away: its name, and the tree of its members, as high as what is open in it.
class ValueFold final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ValueFold)

public:
    ValueFold(const Appearance& appearance, const QString& name, const Value& value,
              QWidget* parent = nullptr);
    // The value is read when the fold is first opened; after a failure, when it is opened once more.
    using Read = std::function<ResourceReplyPtr()>;
    ValueFold(const Appearance& appearance, const QString& name, Read read, QWidget* parent = nullptr);

    [[nodiscard]] FoldHeader* head() const { return m_head; }

signals:
    void copyRequested(const QString& text);
    void addressActivated(const QString& text); // an ARN, an id

private:
    void open(bool open);
    void startReading();
    void takeAnswer();
    void fitHeight();
    void copyCurrent();

    const Appearance& m_appearance;
    Value m_value;
    Read m_read; // null: the value is known
    ResourceReplyPtr m_reply;
    ValueTreeModel m_model;
    FoldHeader* m_head;
    TreeView* m_tree = nullptr; // made when first opened
};

// What the details of a thing begin with: an icon, its name, and what sort of thing it is.
class DetailsHead final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DetailsHead)

public:
    explicit DetailsHead(const Appearance& appearance, QWidget* parent = nullptr);

    void setContent(const QString& iconName, const QString& name, const QString& subtitle);
    // Puts a button at the right end; taken over. Once.
    void addTool(QWidget* tool);

private:
    void updateIcon();

    const Appearance& m_appearance;
    QGridLayout* m_grid;
    QString m_iconName;
    QLabel* m_icon;
    ElidedLabel* m_name;
    ElidedLabel* m_subtitle;
};

// A part of the details that is a line of chips under a label: tags, where a resource leads, what can be
// copied.
class ChipSection final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChipSection)

public:
    // One among other sections, or what the panel ends with, which has more room around it.
    enum class Place : quint8 { Section, Foot };

    ChipSection(const Appearance& appearance, const QString& title, Place place, QWidget* parent = nullptr);
    // The section "Copy as".
    [[nodiscard]] static ChipSection* forCopies(const Appearance& appearance, Place place,
                                                QWidget* parent = nullptr);

    Chip* addChip(Chip::Kind kind, const QString& key, const QString& value);
    // A way of copying: `text` is asked when it is chosen; an empty one copies nothing.
    Chip* addCopy(const QString& name, std::function<QString()> text);

signals:
    void copyRequested(const QString& text);

private:
    const Appearance& m_appearance;
    FlowLayout* m_chips;
};

} // namespace inia::ui
