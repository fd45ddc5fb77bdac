#pragma once

#include "ui/widgets/chip.h"

#include <QtWidgets/QWidget>

#include <functional>

class QGridLayout;
class QLabel;

namespace inia::ui {

class Appearance;
class ElidedLabel;
class FlowLayout;

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
