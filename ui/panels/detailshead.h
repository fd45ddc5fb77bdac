#pragma once

#include <QtWidgets/QWidget>

class QGridLayout;
class QLabel;

namespace inia::ui {

class Appearance;
class ElidedLabel;

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

} // namespace inia::ui
